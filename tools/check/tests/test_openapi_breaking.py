"""What counts as taking something away, and what does not."""

from copy import deepcopy
from typing import Any

import pytest

from tools.openapi.breaking import breaks

Node = dict[str, Any]

BASE: Node = {
    "paths": {
        "/sales/{id}": {
            "get": {
                "operationId": "get_sale",
                "x-motorway-operation": "sales.read",
                "security": [{"bearer": []}, {"session": []}],
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "maxLength": 40}},
                    {"name": "currency", "in": "query", "schema": {"type": "string", "enum": ["GBP", "EUR"]}},
                ],
                "responses": {
                    "200": {
                        "headers": {"ETag": {}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Sale"}}},
                    },
                    "404": {"$ref": "#/components/responses/NotFound"},
                },
            },
            "put": {
                "operationId": "put_sale",
                "x-motorway-operation": "sales.write",
                "security": [{"bearer": []}],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Draft"}}}},
                "responses": {"204": {}},
            },
        },
        "/healthy": {"get": {"operationId": "get_health", "security": [], "responses": {"200": {}}}},
    },
    "components": {
        "responses": {"NotFound": {"content": {"application/problem+json": {"schema": {"type": "object"}}}}},
        "schemas": {
            "Sale": {
                "type": "object",
                "required": ["id", "lines"],
                "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    "state": {"type": "string", "enum": ["OPEN", "PAID"]},
                    "lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
                },
            },
            "Line": {
                "type": "object",
                "properties": {
                    "litres": {"type": "number"},
                    "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
                },
            },
            "Draft": {
                "type": "object",
                "required": ["grade"],
                "properties": {
                    "grade": {"type": "string"},
                    "litres": {"type": "integer", "minimum": 1, "maximum": 500},
                    "note": {"anyOf": [{"type": "string", "maxLength": 80}, {"type": "null"}]},
                },
            },
        },
    },
}
GET = ("paths", "/sales/{id}", "get")
PUT = ("paths", "/sales/{id}", "put")
CURRENCY = (*GET, "parameters", 1)
SALE = ("components", "schemas", "Sale")
LINE = ("components", "schemas", "Line", "properties")
DRAFT = ("components", "schemas", "Draft")
GONE = object()
Change = tuple[tuple[str | int, ...], object]


def changed(*changes: Change) -> Node:
    """BASE with other values at some places."""
    document = deepcopy(BASE)
    for (*steps, last), value in changes:
        node: Any = document
        for step in steps:
            node = node[step]
        if value is GONE:
            del node[last]
        elif isinstance(node, list) and last == len(node):
            node.append(value)
        else:
            node[last] = value
    return document


def parameter(**more: object) -> Node:
    return {"name": "site", "in": "query", "schema": {"type": "string"}, **more}


TAKEN_AWAY: list[tuple[Change, str]] = [
    ((("paths", "/healthy"), GONE), "GET /healthy: removed"),
    ((PUT, GONE), "PUT /sales/{id}: removed"),
    (((*GET, "operationId"), "read_sale"), "GET /sales/{id}: operationId get_sale became read_sale"),
    (
        ((*GET, "x-motorway-operation"), "sales.audit"),
        "GET /sales/{id}: x-motorway-operation sales.read became sales.audit",
    ),
    (((*GET, "security"), [{"bearer": []}]), "GET /sales/{id}: security session is no longer enough"),
    (
        ((*PUT, "security"), [{"bearer": [], "otp": []}]),
        "PUT /sales/{id}: security bearer is no longer enough",
    ),
    (
        (("paths", "/healthy", "get", "security"), [{"bearer": []}]),
        "GET /healthy: security of nobody is no longer enough",
    ),
    (((*GET, "parameters", 2), parameter(required=True)), "GET /sales/{id}: query parameter site is new and required"),
    ((CURRENCY, GONE), "GET /sales/{id}: query parameter currency removed"),
    (((*CURRENCY, "required"), True), "GET /sales/{id}: query parameter currency is now required"),
    (
        ((*CURRENCY, "schema", "enum"), ["GBP"]),
        "GET /sales/{id}: query parameter currency: EUR: no longer accepted",
    ),
    (
        ((*GET, "parameters", 0, "schema", "maxLength"), 36),
        "GET /sales/{id}: path parameter id: maxLength 40 became 36",
    ),
    (
        ((*GET, "parameters", 0, "schema", "pattern"), "^[a-z]+$"),
        "GET /sales/{id}: path parameter id: pattern none became ^[a-z]+$",
    ),
    (((*PUT, "requestBody", "required"), True), "PUT /sales/{id}: request body is now required"),
    (
        ((*PUT, "requestBody", "content"), {"text/csv": {}}),
        "PUT /sales/{id}: request body: application/json removed",
    ),
    (((*DRAFT, "required"), ["grade", "litres"]), "PUT /sales/{id}: request body: property litres is now required"),
    (((*DRAFT, "properties", "litres"), GONE), "PUT /sales/{id}: request body: property litres removed"),
    (
        ((*DRAFT, "properties", "litres", "minimum"), 2),
        "PUT /sales/{id}: request body.litres: minimum 1 became 2",
    ),
    (
        ((*DRAFT, "properties", "grade", "type"), "integer"),
        "PUT /sales/{id}: request body.grade: type string is no longer accepted",
    ),
    (
        ((*DRAFT, "properties", "note"), {"type": "string", "maxLength": 80}),
        "PUT /sales/{id}: request body.note: type null is no longer accepted",
    ),
    (
        ((*DRAFT, "properties", "note", "anyOf", 0, "maxLength"), 60),
        "PUT /sales/{id}: request body.note: maxLength 80 became 60",
    ),
    (
        ((*DRAFT, "additionalProperties"), False),
        "PUT /sales/{id}: request body: other properties are no longer accepted",
    ),
    (((*GET, "responses", "404"), GONE), "GET /sales/{id}: response 404 removed"),
    (((*GET, "responses", "200", "headers"), {}), "GET /sales/{id}: response 200: header ETag removed"),
    (
        (("components", "responses", "NotFound", "content"), {}),
        "GET /sales/{id}: response 404: application/problem+json removed",
    ),
    (((*SALE, "properties", "state"), GONE), "GET /sales/{id}: response 200: property state removed"),
    (((*SALE, "required"), ["id"]), "GET /sales/{id}: response 200: property lines may now be missing"),
    (
        ((*SALE, "properties", "id", "format"), "date"),
        "GET /sales/{id}: response 200.id: format uuid became date",
    ),
    (
        ((*SALE, "properties", "state", "enum"), ["OPEN", "PAID", "VOID"]),
        "GET /sales/{id}: response 200.state: VOID: may now be answered",
    ),
    (
        ((*LINE, "litres"), {"type": ["number", "null"]}),
        "GET /sales/{id}: response 200.lines[].litres: type null may now be answered",
    ),
    (
        ((*LINE, "note"), {"type": "integer"}),
        "GET /sales/{id}: response 200.lines[].note: type integer may now be answered",
    ),
]

HARMLESS: list[Change] = [
    (("paths", "/new"), {"get": {"operationId": "get_new", "responses": {}}}),
    ((*GET, "summary"), "Other words"),
    ((*GET, "security"), []),
    ((*GET, "security"), [{"bearer": []}, {"session": []}, {"api_key": []}]),
    ((*GET, "parameters", 2), parameter()),
    ((*GET, "parameters", 0, "schema", "maxLength"), 80),
    ((*CURRENCY, "schema"), {"type": "string"}),
    ((*CURRENCY, "schema", "enum"), ["GBP", "EUR", "CHF"]),
    ((*GET, "responses", "429"), {}),
    ((*SALE, "properties", "total"), {"type": "integer"}),
    ((*SALE, "required"), ["id", "lines", "state"]),
    ((*SALE, "properties", "state", "enum"), ["PAID"]),
    ((*LINE, "litres", "type"), "integer"),
    ((*LINE, "note"), {"type": "string"}),
    ((*DRAFT, "properties", "litres", "maximum"), 900),
    ((*DRAFT, "properties", "litres", "type"), "number"),
    ((*DRAFT, "properties", "vehicle"), {"type": "string"}),
    ((*DRAFT, "required"), []),
]


@pytest.mark.parametrize(("change", "line"), TAKEN_AWAY, ids=[line for _, line in TAKEN_AWAY])
def test_what_is_taken_away_is_named(change: Change, line: str) -> None:
    assert breaks(BASE, changed(change)) == [line]


@pytest.mark.parametrize("change", HARMLESS, ids=[str(change[0]) for change in HARMLESS])
def test_what_is_added_or_relaxed_breaks_nothing(change: Change) -> None:
    assert breaks(BASE, changed(change)) == []


def test_a_document_breaks_nothing_of_itself() -> None:
    assert breaks(BASE, deepcopy(BASE)) == []
