"""The OpenAPI document, and the net under its routes."""

from collections.abc import Iterator
from typing import Any

import pytest
from api_gateway.http_api import described, guarded
from api_gateway.http_api.examples import example
from api_gateway.http_api.routing import OperationMissing
from fastapi import APIRouter, FastAPI

DOCUMENT = described().openapi()
OPERATIONS = {op["operationId"]: op for methods in DOCUMENT["paths"].values() for op in methods.values()}


def named(operation: dict[str, Any], kind: str) -> set[str]:
    """The shared parameters or headers that it refers to."""
    refs = operation.get(kind, [])
    return {ref["$ref"].rsplit("/", 1)[1] for ref in refs if "$ref" in ref}


def test_a_route_that_asks_nobody_is_refused_wherever_it_hides() -> None:
    router = APIRouter()
    router.add_api_route("/open", lambda: None)
    api = FastAPI(openapi_url=None)
    api.include_router(router, prefix="/api")
    with pytest.raises(OperationMissing, match="/open"):
        guarded(api)


def test_every_operation_says_who_may_and_how_it_fails() -> None:
    for name, operation in OPERATIONS.items():
        assert operation["description"], name
        assert operation["x-motorway-operation"], name
        assert "500" in operation["responses"], name
        assert (operation["security"] == []) == (operation["x-motorway-operation"] == "public"), name
        assert ("401" in operation["responses"]) >= bool(operation["security"]), name


def test_a_post_can_be_repeated_and_a_versioned_document_has_conditions() -> None:
    assert "IdempotencyKey" in named(OPERATIONS["acknowledge_alert"], "parameters")
    assert "IfMatch" in named(OPERATIONS["apply_site"], "parameters")
    assert "IfNoneMatch" in named(OPERATIONS["get_site"], "parameters")
    assert {"304", "404"} <= OPERATIONS["get_site"]["responses"].keys()
    assert "412" in OPERATIONS["apply_site"]["responses"]
    assert "ETag" in OPERATIONS["get_site"]["responses"]["200"]["headers"]


def test_what_is_kept_for_no_repetition_has_no_key() -> None:
    for name in ("get_client_secret", "create_connection_token", "receive_stripe_webhook"):
        assert "IdempotencyKey" not in named(OPERATIONS[name], "parameters")
        assert "Idempotency-Replayed" not in OPERATIONS[name]["responses"]["200"]["headers"]
    assert "IdempotencyKey" in named(OPERATIONS["start_payment"], "parameters")


def test_a_body_that_names_a_site_may_name_one_that_there_is_not() -> None:
    assert all("404" in OPERATIONS[name]["responses"] for name in ("open_sale", "open_shift"))


def test_a_report_of_what_is_over_contradicts_it() -> None:
    assert all("409" in OPERATIONS[name]["responses"] for name in ("get_x_report", "get_drawer"))


def test_a_header_that_the_handler_reads_itself_is_not_named_twice() -> None:
    names = [parameter.get("name") for parameter in OPERATIONS["enrol_device"]["parameters"]]
    assert names.count("Idempotency-Key") + len(named(OPERATIONS["enrol_device"], "parameters")) == 1


def texts(schema: dict[str, Any], where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every text within what the schema describes."""
    schema = DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
    if schema.get("type") == "string":
        yield where, schema
    parts = [*schema.get("properties", {}).items(), *enumerate(schema.get("anyOf", []))]
    for name, one in [*parts, ("[]", schema["items"])] if "items" in schema else parts:
        yield from texts(one, f"{where}.{name}")


def test_every_text_of_a_body_is_bounded() -> None:
    """Which also keeps out halves of surrogate pairs, that nothing behind the door can write."""
    bounds = {"maxLength", "pattern", "enum", "const", "format"}
    for name, operation in OPERATIONS.items():
        for media in operation.get("requestBody", {}).get("content", {}).values():
            loose = [where for where, schema in texts(media["schema"], name) if not bounds & schema.keys()]
            assert not loose


def test_whatever_is_named_is_there() -> None:
    """Also what tells the kinds of a body apart."""
    made = described().openapi()
    at = "#/components/schemas/"
    named = {text.removeprefix(at) for text in _texts(made) if text.startswith(at)}
    assert named <= made["components"]["schemas"].keys()


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict | list):
        for each in node.values() if isinstance(node, dict) else node:
            yield from _texts(each)
    elif isinstance(node, str):
        yield node


def test_invalid_input_is_our_problem_document() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    assert "HTTPValidationError" not in str(DOCUMENT)
    assert {"Problem", "Site", "SiteInput"} <= schemas.keys()
    shown = DOCUMENT["components"]["responses"]["InvalidInput"]["content"]["application/problem+json"]["example"]
    assert shown["errors"][0]["field"] == "limit"


@pytest.mark.parametrize(
    ("schema", "wanted"),
    [
        ({"type": "string", "examples": ["e10"], "default": "x"}, "e10"),
        ({"anyOf": [{"type": "null"}, {"type": "integer", "minimum": 5}]}, 5),
        ({"type": "string", "default": "", "enum": ["csv", "arrow"]}, "csv"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Grade"}}, [{"since": "2026-11-24T08:30:00Z"}]),
    ],
)
def test_an_example_is_made_of_those_of_its_parts(schema: dict[str, Any], wanted: object) -> None:
    grade = {"type": "object", "properties": {"since": {"type": "string", "format": "date-time"}}}
    assert example(schema, {"Grade": grade}) == wanted
