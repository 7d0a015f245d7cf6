"""JSON over HTTP to this machine."""

import json
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode

from motorway_kit.ids import new_id

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
OK = range(200, 300)
WRONG_PASSWORD = (401, 403)


class Unreachable(Exception):
    """Nobody answers there, or not in HTTP."""


class Refused(Exception):
    """An answer that is no success."""


class SignInRefused(Refused):
    """The user is not let in with this password."""


class Client:
    """Calls to one host:port; `token` is a bearer token."""

    def __init__(self, address: str, token: str = "", timeout_s: float = 10) -> None:
        self._address, self._token, self._timeout_s = address, token, timeout_s

    def get(self, path: str) -> tuple[int, Any]:
        return self._ask("GET", path, None, JSON)

    def put(self, path: str, document: object) -> tuple[int, Any]:
        return self._ask("PUT", path, json.dumps(document), JSON)

    def post(self, path: str, document: object) -> tuple[int, Any]:
        """With an Idempotency-Key of its own."""
        return self._ask("POST", path, json.dumps(document), JSON)

    def post_form(self, path: str, fields: dict[str, str]) -> tuple[int, Any]:
        return self._ask("POST", path, urlencode(fields), FORM)

    def _ask(self, method: str, path: str, body: str | None, content_type: str) -> tuple[int, Any]:
        """Status and decoded body, None when that is no JSON. Raises Unreachable."""
        headers = {"Content-Type": content_type} | ({"Authorization": f"Bearer {self._token}"} if self._token else {})
        if method == "POST" and content_type == JSON:
            headers["Idempotency-Key"] = new_id()
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


def expect_ok(what: str, answer: tuple[int, Any]) -> Any:
    """The document of a successful answer. Raises Refused."""
    status, document = answer
    if status not in OK:
        raise Refused(f"{what} is answered with {status}: {_reason(document)}")
    return document


def _reason(document: Any) -> str:
    """Of a problem document (RFC 9457)."""
    if not isinstance(document, dict):
        return str(document)
    return f"{document.get('reason', '')} {document.get('detail', '')}".strip() or str(document)


def signed_in(address: str, username: str, password: str) -> Client:
    """A client with an access token, which lasts for minutes. Raises SignInRefused, Refused or Unreachable."""
    form = {"grant_type": "password", "username": username, "password": password}
    answer = Client(address).post_form("/api/v1/auth/token", form)
    if answer[0] in WRONG_PASSWORD:
        raise SignInRefused(f"{username} is not let in with the password of this home: {_reason(answer[1])}")
    return Client(address, expect_ok("sign-in", answer)["access_token"])
