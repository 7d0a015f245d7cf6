"""Sites in YAML files: read with the line that each thing stands on, and written."""

import json
import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from motorway_cli.connection import Failed

Document = dict[str, Any]
FOR_OTHERS = ("simulation",)
"""Of the demo's file; not for the platform."""
UNSET = {"second_tank": 0, "second_tank_per_mille": 0, "blend": [], "position": None}
"""Left out when a site is written: most have none."""

_step = re.compile(r"[^.\[\]]+")


@dataclass(frozen=True)
class SiteFile:
    """A site as a file says it."""

    file: Path
    content: Document
    node: yaml.Node

    @property
    def site_id(self) -> str:
        return str(self.content["site_id"])

    def place(self, field: str = "") -> str:
        """`sites.yaml:12`: the line of a field such as `pumps[0].nozzles[1].tank`, or of what is nearest to it."""
        node: yaml.Node = self.node
        for step in _step.findall(field):
            found = _within(node, step)
            if found is None:
                break
            node = found
        return f"{self.file}:{node.start_mark.line + 1}"


class _Loader(yaml.SafeLoader):
    """Refuses what stands twice in a mapping, of which YAML itself would take the last. A date stays text."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as PyYAML has it
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        names = [key.value for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
        for i, name in enumerate(names):
            if name in names[:i]:
                raise yaml.MarkedYAMLError(problem=f"{name} is there twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


def read(file: Path) -> list[SiteFile]:
    """The site of the file, or those under `sites`. Raises Failed with file, line and field."""
    try:
        text = file.read_text(encoding="utf-8")
        document, node = yaml.load(text, _Loader), yaml.compose(text, yaml.SafeLoader)  # noqa: S506 - a SafeLoader
    except (OSError, UnicodeDecodeError) as error:
        raise Failed(f"{file}: {error}") from error
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise Failed(f"{file}{line}: {error.problem}") from error
    except yaml.YAMLError as error:
        raise Failed(f"{file}: {error}") from error
    sites = [_site(file, content, inner) for content, inner in _listed(file, document, node)]
    _refuse_twice(sites)
    return sites


def _listed(file: Path, document: Any, node: yaml.Node | None) -> Sequence[tuple[Any, yaml.Node]]:
    if node is None or not isinstance(document, dict):
        raise Failed(f"{file}: is neither a site nor a list of them under `sites`")
    if "sites" not in document:
        return [(document, node)]
    inner = _within(node, "sites")
    if not isinstance(inner, yaml.SequenceNode) or not inner.value:
        raise Failed(f"{file}: sites must be a list")
    if others := [name for name in document if name != "sites"]:
        raise Failed(f"{file}: {others[0]} is not known beside sites")
    return list(zip(document["sites"], inner.value, strict=True))


def _site(file: Path, content: Any, node: yaml.Node) -> SiteFile:
    line = f"{file}:{node.start_mark.line + 1}"
    if not isinstance(content, dict):
        raise Failed(f"{line}: is no site")
    if not isinstance(content.get("site_id"), str):
        raise Failed(f"{line}: site_id is missing")
    _require_plain(content, line)
    return SiteFile(file, {name: value for name, value in content.items() if name not in FOR_OTHERS}, node)


def _require_plain(content: Document, line: str) -> None:
    try:
        json.dumps(content, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise Failed(f"{line}: {error}") from error


def _refuse_twice(sites: Sequence[SiteFile]) -> None:
    seen: set[str] = set()
    for site in sites:
        if site.site_id in seen:
            raise Failed(f"{site.place('site_id')}: site_id {site.site_id} is there twice")
        seen.add(site.site_id)


def _within(node: yaml.Node, step: str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and step.isdigit() and int(step) < len(node.value):
        found: yaml.Node = node.value[int(step)]
        return found
    return None


def written(site: Document) -> str:
    """A site as the platform tells it, as a file that can be applied; its version is a remark."""
    content = {name: _brief(value) for name, value in site.items() if name != "version"}
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None)
    return f"# Version {site['version']} of {site['site_id']}. To change it: motorway site apply\n{text}"


def _brief(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: inner for name, inner in value.items() if name not in UNSET or inner != UNSET[name]}
        return {name: _brief(inner) for name, inner in kept.items()}
    return [_brief(inner) for inner in value] if isinstance(value, list) else value
