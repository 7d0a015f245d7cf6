"""/livez and /readyz in the OpenAPI document: the kit serves them, for every service alike."""

from typing import Any

from api_gateway.http_api.routing import OPERATION, PUBLIC

Node = dict[str, Any]

_REQUEST_ID: Node = {"X-Request-Id": {"$ref": "#/components/headers/X-Request-Id"}}
_READINESS: Node = {"ready": True, "checks": {"started": True, "database": True, "redis": True}, "info": {}}
READINESS_SCHEMA: Node = {
    "type": "object",
    "description": "Whether requests can be served, and what that depends on.",
    "required": ["ready", "checks", "info"],
    "properties": {
        "ready": {"type": "boolean"},
        "checks": {"type": "object", "additionalProperties": {"type": "boolean"}, "examples": [{"database": True}]},
        "info": {"type": "object", "additionalProperties": {"type": "string"}, "examples": [{"engine": "plain"}]},
    },
}


def _answer(description: str, media_type: str, schema: Node, example: Any) -> Node:
    content = {media_type: {"schema": schema, "example": example}}
    return {"description": description, "headers": _REQUEST_ID, "content": content}


def _path(name: str, summary: str, description: str, responses: Node) -> Node:
    operation = {
        "tags": ["health"],
        "summary": summary,
        "description": description,
        "operationId": name,
        "security": [],
        "responses": responses | {"500": {"$ref": "#/components/responses/InternalError"}},
        OPERATION: PUBLIC,
    }
    return {"get": operation}


def _readiness(description: str, *, ready: bool) -> Node:
    schema = {"$ref": "#/components/schemas/Readiness"}
    return _answer(description, "application/json", schema, _READINESS | {"ready": ready})


HEALTH_PATHS: Node = {
    "/livez": _path(
        "get_liveness",
        "Get liveness",
        "Answers while the process runs, whatever else is broken.",
        {"200": _answer("It runs", "text/plain", {"type": "string"}, "ok\n")},
    ),
    "/readyz": _path(
        "get_readiness",
        "Get readiness",
        "Whether this replica can serve requests; send it none while it answers 503.",
        {"200": _readiness("Ready", ready=True), "503": _readiness("Not ready", ready=False)},
    ),
}
