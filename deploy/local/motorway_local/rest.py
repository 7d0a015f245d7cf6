"""JSON over HTTP to this machine."""

import json
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


class Unreachable(Exception):
    """Nobody answers there, or not in HTTP."""


class Client:
    """Calls to one host:port; `token` is a bearer token."""

    def __init__(self, address: str, token: str = "", timeout_s: float = 10) -> None:
        self._address, self._token, self._timeout_s = address, token, timeout_s

    def get(self, path: str) -> tuple[int, Any]:
        return self._ask("GET", path, None, JSON)

    def put(self, path: str, document: object) -> tuple[int, Any]:
        return self._ask("PUT", path, json.dumps(document), JSON)

    def post_form(self, path: str, fields: dict[str, str]) -> tuple[int, Any]:
        return self._ask("POST", path, urlencode(fields), FORM)

    def _ask(self, method: str, path: str, body: str | None, content_type: str) -> tuple[int, Any]:
        """Status and decoded body, None when that is no JSON. Raises Unreachable."""
        headers = {"Content-Type": content_type} | ({"Authorization": f"Bearer {self._token}"} if self._token else {})
        try:
            with closing(HTTPConnection(self._address, timeout=self._timeout_s)) as connection:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                return answer.status, _decoded(answer.read())
        except (OSError, HTTPException) as error:
            raise Unreachable(f"{self._address}: {error}") from error


def _decoded(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
