"""The OpenAPI document: what FastAPI knows of the routes, completed with what holds for all of them."""

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from motorway_access.roles import ROLES_OF, Operation, Role

from api_gateway.http_api import openapi_parts as parts
from api_gateway.http_api.calls import KEYLESS
from api_gateway.http_api.common import PROBLEMS, Problem
from api_gateway.http_api.examples import example
from api_gateway.http_api.openapi_health import HEALTH_PATHS, READINESS_SCHEMA
from api_gateway.http_api.openapi_words import DESCRIPTIONS, EXAMPLES
from api_gateway.http_api.routing import APPROVABLE, OPERATION, PUBLIC
from api_gateway.http_api.tables import CSV

Node = dict[str, Any]
PROBLEM = "application/problem+json"
LIMITS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
ABBREVIATIONS = {"api": "API", "oidc": "OIDC", "pin": "PIN", "totp": "TOTP"}
WRITING = {"post", "put", "patch", "delete"}


def describe(api: FastAPI) -> Callable[[], Node]:
    """`api.openapi`, made at the first question."""

    def openapi() -> Node:
        if api.openapi_schema is None:
            api.openapi_schema = document(api)
        return api.openapi_schema

    return openapi


def document(api: FastAPI) -> Node:
    """OpenAPI 3.1. Raises LookupError when two operations have one name."""
    made = get_openapi(
        title=api.title,
        version=api.version,
        openapi_version="3.1.0",
        summary=parts.SUMMARY,
        description=parts.DESCRIPTION,
        contact=parts.CONTACT,
        servers=parts.SERVERS,
        routes=api.routes,
    )
    schemas = _schemas(made["components"]["schemas"])
    made = _renamed(made | {"components": {"schemas": schemas}})
    made["components"] |= _components(made["components"]["schemas"])
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            _complete(path, method, operation, made["components"]["schemas"])
    made["paths"] |= HEALTH_PATHS
    made["tags"] = _tags(made["paths"])
    _refuse_repeated_names(made["paths"])
    return made


def _schemas(schemas: Node) -> Node:
    """FastAPI's own kind of error is not ours; titles only repeat names."""
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas = schemas | problem.pop("$defs") | {"Problem": problem, "Readiness": READINESS_SCHEMA}
    kept = {name: schema for name, schema in schemas.items() if name not in ("HTTPValidationError", "ValidationError")}
    for schema in kept.values():
        schema.pop("title", None)
        for name, inner in schema.get("properties", {}).items():
            _say(name, inner)
    return dict(sorted(kept.items()))


def _say(name: str, schema: Node) -> None:
    """Take the title of a field away, and give it the usual example of its name where that is of its type."""
    schema.pop("title", None)
    options = {option.get("type") for option in schema.get("anyOf", [schema])}
    kind = {str: "string", int: "integer", float: "number"}.get(type(EXAMPLES.get(name)), "none")
    bound = {"examples", "enum", "const", "format"} & schema.keys()
    if not bound and kind in options and schema.get("default") in (None, ""):
        schema["examples"] = [EXAMPLES[name]]


def _renamed(made: Node) -> Node:
    """`Site` and `SiteInput` instead of `Site-Output` and `Site-Input`; whole numbers as limits without a point."""
    names = {name: re.sub("-Output$", "", name).replace("-Input", "Input") for name in made["components"]["schemas"]}
    references = {f"#/components/schemas/{old}": f"#/components/schemas/{new}" for old, new in names.items()}

    def changed(key: str, value: Any) -> Any:
        if key in LIMITS and isinstance(value, float) and value.is_integer():
            return int(value)
        return references.get(value, value) if isinstance(value, str) else walk(value)

    def walk(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: changed(key, value) for key, value in node.items()}
        return [walk(item) for item in node] if isinstance(node, list) else node

    made = walk(made)
    made["components"]["schemas"] = {names[old]: schema for old, schema in made["components"]["schemas"].items()}
    return made


def _components(schemas: Node) -> Node:
    problems = {name: _problem(status, schemas) for status, (name, *_) in parts.PROBLEM_KINDS.items()}
    return {
        "responses": problems,
        "parameters": parts.PARAMETERS,
        "headers": parts.HEADERS,
        "securitySchemes": parts.SECURITY_SCHEMES,
    }


def _complete(path: str, method: str, operation: Node, schemas: Node) -> None:
    name = operation.setdefault(OPERATION, PUBLIC)
    operation["summary"] = _summary(operation["operationId"])
    operation["description"] = "\n\n".join(filter(None, [operation.get("description"), _permission(name)]))
    if name != PUBLIC:
        operation["security"] = parts.SECURITY
    known = set()
    for parameter in operation.get("parameters", []):
        name = parameter["name"].lower()
        known.add(name)
        _say(name, parameter["schema"])
        if not parameter.get("description") and name in DESCRIPTIONS:
            parameter["description"] = DESCRIPTIONS[name]
    answer = operation["responses"].get("200", {})
    if method == "get" and _is_list(answer, schemas):
        answer["content"][CSV] = {"schema": {"type": "string"}, "example": parts.CSV_EXAMPLE}
    added = [
        {"$ref": f"#/components/parameters/{key}"}
        for key in [*_shared(method, answer, schemas), *(["Approval"] if APPROVABLE in operation else [])]
        if not (key == "IdempotencyKey" and KEYLESS in operation)
        if parts.PARAMETERS[key]["name"].lower() not in known
    ]
    if parameters := [*operation.get("parameters", []), *added]:
        operation["parameters"] = parameters
    _add_examples(operation.get("requestBody", {}).get("content", {}), schemas)
    operation["responses"] = _responses(path, method, operation, schemas)


def _summary(name: str) -> str:
    """`Begin OIDC` for begin_oidc."""
    words = [ABBREVIATIONS.get(word, word) for word in name.split("_")]
    return " ".join([words[0].capitalize(), *words[1:]])


def _permission(name: str) -> str:
    if name == PUBLIC:
        return "For everybody."
    roles = ROLES_OF[Operation(name)]
    names = "every role" if roles == set(Role) else ", ".join(sorted(role.replace("_", " ") for role in roles))
    return f"Permission `{name}`: {names}."


def _has_version(response: Node, schemas: Node) -> bool:
    """Whether it answers one document that has a version."""
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    return "version" in schemas.get(schema.get("$ref", "").rsplit("/", 1)[-1], {}).get("properties", {})


def _is_list(response: Node, schemas: Node) -> bool:
    """Whether it answers `items` that are documents."""
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    fields = schemas.get(schema.get("$ref", "").rsplit("/", 1)[-1], {}).get("properties", {})
    return "$ref" in fields.get("items", {}).get("items", {})


def _shared(method: str, answer: Node, schemas: Node) -> Iterator[str]:
    """Names of the parameters that operations of this kind have."""
    if method == "post":
        yield "IdempotencyKey"
    if method in ("put", "patch") and _has_version(answer, schemas):
        yield "IfMatch"
    if method == "get" and _is_document(answer):
        yield "IfNoneMatch"


def _is_document(answer: Node) -> bool:
    return "application/json" in answer.get("content", {})


def _responses(path: str, method: str, operation: Node, schemas: Node) -> Node:
    given: Node = operation["responses"]
    kind = "" if KEYLESS in operation else method
    made = {status: _success(status, given[status], kind, schemas) for status in given if int(status) < 400}
    if method == "get" and _is_document(given.get("200", {})):
        made["304"] = {"description": "It is still the same", "headers": _headers("X-Request-Id", "ETag")}
    for usual in _possible(path, method, operation):
        made[str(usual)] = {"$ref": f"#/components/responses/{parts.PROBLEM_KINDS[usual][0]}"}
    for status, response in given.items():
        if int(status) >= 400 and not _is_usual(int(status), response):
            made[status] = _problem(int(status), schemas, response["description"])
    return dict(sorted(made.items()))


def _is_usual(status: int, response: Node) -> bool:
    """True for what routers declare for all of their routes, and for FastAPI's own answer to invalid input."""
    usual = PROBLEMS.get(status, {}).get("description")
    return response["description"] in (usual, "Validation Error")


def _possible(path: str, method: str, operation: Node) -> Iterator[int]:
    """Statuses that follow from what an operation is."""
    parameters, body = operation.get("parameters", []), "requestBody" in operation
    yield from (429, 500, 503, 504)
    signs_in = operation[OPERATION] != PUBLIC or (method in WRITING and "auth" in operation.get("tags", ()))
    yield from (401, 403) if signs_in else ()
    yield from (404,) if "{" in path or any(one.get("name") == "site" for one in parameters) else ()
    yield from (409,) if method in WRITING else ()
    yield from (412,) if {"$ref": "#/components/parameters/IfMatch"} in parameters else ()
    yield from (400, 413) if body else ()
    yield from (422,) if body or parameters else ()


def _success(status: str, response: Node, method: str, schemas: Node) -> Node:
    names = ["X-Request-Id", "RateLimit", "RateLimit-Policy"]
    names += ["Idempotency-Replayed"] if method == "post" else []
    names += ["ETag"] if method == "get" and _is_document(response) else []
    _add_examples(response.get("content", {}), schemas)
    if response["description"] == "Successful Response":
        response["description"] = HTTPStatus(int(status)).phrase
    return response | {"headers": response.get("headers", {}) | _headers(*names)}


def _add_examples(content: Node, schemas: Node) -> None:
    for media in content.values():
        if "schema" in media and not {"example", "examples"} & media.keys():
            media["example"] = example(media["schema"], schemas)


def _problem(status: int, schemas: Node, description: str = "") -> Node:
    """A problem response; `description` where a route has its own words for it."""
    _, usual, reason, detail = parts.PROBLEM_KINDS.get(status, ("", "", HTTPStatus(status).phrase.replace(" ", ""), ""))
    names = ["X-Request-Id", "RateLimit", "RateLimit-Policy"]
    names += {401: ["WWW-Authenticate"], 429: ["Retry-After"], 503: ["Retry-After"]}.get(status, [])
    shown: Node = {
        "type": f"urn:motorway:problem:{reason}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "reason": reason,
        "detail": detail or description,
        "instance": "/api/v1/sites/m25-cobham",
        "request_id": parts.HEADERS["X-Request-Id"]["example"],
    }
    if status == 422:
        field, _, message = detail.partition(": ")
        shown["errors"] = [{"field": field, "message": message}]
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": shown}}
    return {"description": description or usual, "headers": _headers(*names), "content": content}


def _headers(*names: str) -> Node:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _tags(paths: Node) -> list[Node]:
    """Those in use, in the order of the page."""
    used = {tag for methods in paths.values() for operation in methods.values() for tag in operation.get("tags", [])}
    return [{"name": name, "description": text} for name, text in parts.TAGS.items() if name in used]


def _refuse_repeated_names(paths: Node) -> None:
    names = [operation["operationId"] for methods in paths.values() for operation in methods.values()]
    if twice := {name for name in names if names.count(name) > 1}:
        raise LookupError(f"more than one operation is named {', '.join(sorted(twice))}")
