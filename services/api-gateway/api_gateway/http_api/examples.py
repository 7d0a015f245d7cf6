"""Examples for the OpenAPI document, put together from those of the fields."""

from typing import Any

Node = dict[str, Any]

BY_FORMAT = {
    "date-time": "2026-11-24T08:30:00Z",
    "date": "2026-11-24",
    "uuid": "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42",
    "uri": "https://example.com/",
    "email": "jo@example.com",
    "binary": "",
}
EMPTY: tuple[Any, ...] = ("", None, [], {})


def example(schema: Node, schemas: Node) -> Any:
    """A value that fits the schema: its own example if it has one, else one made of its parts'.

    `schemas` are the document's components. What may be null is shown with a value.
    """
    if "$ref" in schema:
        return example(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas)
    for value in _given(schema):
        return value
    if options := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
        return example(next((option for option in options if option.get("type") != "null"), {}), schemas)
    return _of_type(schema, schemas)


def _given(schema: Node) -> list[Any]:
    default = [] if schema.get("default") in EMPTY else [schema["default"]]
    const = [schema["const"]] if "const" in schema else []
    return [*schema.get("examples", []), *const, *default, *schema.get("enum", [])]


def _of_type(schema: Node, schemas: Node) -> Any:
    match schema.get("type"):
        case "object":
            return {name: example(inner, schemas) for name, inner in schema.get("properties", {}).items()}
        case "array":
            return [example(schema.get("items", {}), schemas)]
        case "integer" | "number":
            return max(1, schema.get("minimum", 1))
        case "boolean":
            return True
        case "string":
            return BY_FORMAT.get(schema.get("format", ""), "text")
    return None
