"""`python -m tools.terraform.schema PACKAGE…`: what a provider's resources look like, out of its CDK bindings.

The registry of providers cannot be asked everywhere, so `terraform validate` gets its schemas from files that are made
here, once for each version of a provider. PACKAGE is an unpacked @cdktn/provider-*; what deploy/terraform uses is
written.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "deploy" / "terraform"
SCHEMAS = PLACE / "schemas"
USED = re.compile(r'^\s*(resource|data) "((?:aws|helm)_\w+)"', re.MULTILINE)
VERSION = re.compile(r"providers/hashicorp/(\w+)/([0-9.]+)/docs")
FUNCTION = re.compile(r"^function (\w+)ToHclTerraform\(.*?^}", re.MULTILINE | re.DOTALL)
SYNTHESIS = re.compile(r"^    synthesizeHclAttributes\(\) \{.*?^    }", re.MULTILINE | re.DOTALL)
CLASS = re.compile(r"^class (\w+) extends cdktn\.(\w+) \{.*?^}", re.MULTILINE | re.DOTALL)
ENTRY = re.compile(
    r'(\w+): \{\s+value: (?P<value>[^\n]+),\s+isBlock: (true|false),\s+type: "(\w+)",\s+storageClassType: "(\w+)"'
)
NESTED = re.compile(r"(\w+)ToHclTerraform")
INTERFACE = re.compile(r"^export interface (\w+)( extends \S+)? \{(.*?)^}", re.MULTILINE | re.DOTALL)
FIELD = re.compile(r"#(\w+) \w+#\w+\}.*?readonly \w+(\??):", re.DOTALL)
GETTER = re.compile(r"this\.get(String|Number|Boolean|List|NumberList|StringMap|BooleanMap)Attribute\('(\w+)'\)")
SET_OF = re.compile(r"cdktn\.Fn\.tolist\(this\.getListAttribute\('(\w+)'\)\)")
COMPLEX = re.compile(r'new (\w+?)(List|OutputReference)\(this, "(\w+)"(?:, (true|false))?')
OWN = "extends cdktn.Terraform"
KINDS = {
    "String": "string",
    "Number": "number",
    "Boolean": "bool",
    "List": ["list", "string"],
    "NumberList": ["list", "number"],
    "StringMap": ["map", "string"],
    "BooleanMap": ["map", "bool"],
}
ELEMENTS = {"string": "string", "number": "number", "boolean": "bool", "any": "dynamic"}
Block = dict[str, Any]


@dataclass
class Bindings:
    """The two files of one resource."""

    code: str
    types: str
    functions: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    required: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.functions = {_upper(match[1]): match[0] for match in FUNCTION.finditer(self.code)}
        self.classes = {match[1]: match[0] for match in CLASS.finditer(self.code)}
        for name, _, body in INTERFACE.findall(self.types):
            self.required[name] = {snake for snake, optional in FIELD.findall(body) if not optional}

    def block(self) -> Block:
        """The resource's own block, computed attributes with it."""
        synthesis = SYNTHESIS.search(self.code)
        name, whole = next((name, text) for name, text in self.classes.items() if OWN in text)
        required = next(
            self.required[config] for config in (f"{name}Config", f"{name}ConfigA") if config in self.required
        )
        return self._with_computed(self._of(synthesis[0] if synthesis else "", required), whole)

    def _of(self, text: str, required: set[str]) -> Block:
        block: Block = {"attributes": {}, "blocks": {}}
        for entry in ENTRY.finditer(text):
            name, is_block, kind, storage = entry[1], entry[3] == "true", entry[4], entry[5]
            nested = NESTED.search(entry["value"])
            if is_block and nested and _upper(nested[1]) in self.functions:
                block["blocks"][name] = self._nested(_upper(nested[1]), kind, name in required)
            else:
                block["attributes"][name] = _attribute(_type(kind, storage), name in required)
        return block

    def _nested(self, function: str, kind: str, needed: bool) -> Block:
        block = self._of(self.functions[function], self.required.get(function, set()))
        computed = self.classes.get(f"{function}OutputReference", "")
        return {"nesting": kind, "needed": needed, **self._with_computed(block, computed)}

    def _with_computed(self, block: Block, text: str) -> Block:
        known = {*block["attributes"], *block["blocks"]}
        for name, kind in self._computed(text):
            if name not in known:
                block["attributes"][name] = {"type": kind, "computed": True}
        return block

    def _computed(self, text: str) -> Iterator[tuple[str, Any]]:
        sets = set(SET_OF.findall(text))
        for kind, name in GETTER.findall(text):
            yield name, ["set", "string"] if name in sets else KINDS[kind]
        for base, _, name, in_set in COMPLEX.findall(text):
            members = dict(self._computed(self.classes.get(f"{base}OutputReference", "")))
            yield name, ["set" if in_set == "true" else "list", ["object", members]]


def _upper(name: str) -> str:
    return name[0].upper() + name[1:]


def _type(kind: str, storage: str) -> Any:
    element = next((own for name, own in ELEMENTS.items() if storage.startswith(name)), "dynamic")
    if kind == "simple":
        return element
    return [kind, element] if kind in {"list", "set", "map"} else "dynamic"


def _attribute(kind: Any, required: bool) -> Block:
    return {"type": kind, "required": True} if required else {"type": kind, "optional": True, "computed": True}


def used() -> set[tuple[str, str]]:
    """("resource" or "data", type) of everything that deploy/terraform names."""
    return {(kind, name) for path in PLACE.rglob("*.tf") for kind, name in USED.findall(path.read_text())}


def extract(package: Path, wanted: set[tuple[str, str]]) -> Mapping[str, Any]:
    """The schema of one provider: source, version, provider, resource, data."""
    provider = _bindings(package / "lib" / "provider")
    named = VERSION.search(provider.types)
    if named is None:
        raise ValueError(f"{package} names no provider")
    name, version = named.groups()
    document: dict[str, Any] = {"source": f"hashicorp/{name}", "version": version, "provider": provider.block()}
    for kind in ("resource", "data"):
        document[kind] = {
            each: _bindings(_folder(package / "lib", kind, each)).block()
            for found, each in sorted(wanted)
            if found == kind and each.startswith(f"{name}_")
        }
    return document


def _folder(library: Path, kind: str, name: str) -> Path:
    provider, _, rest = name.partition("_")
    dashed = rest.replace("_", "-")
    return library / (f"data-{provider}-{dashed}" if kind == "data" else dashed)


def _bindings(folder: Path) -> Bindings:
    return Bindings((folder / "index.js").read_text(), (folder / "index.d.ts").read_text())


def main(packages: list[str]) -> None:
    """Write one file for each package."""
    SCHEMAS.mkdir(exist_ok=True)
    for package in packages:
        document = extract(Path(package), used())
        name = document["source"].split("/")[1]
        (SCHEMAS / f"{name}.json").write_text(json.dumps(document, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
