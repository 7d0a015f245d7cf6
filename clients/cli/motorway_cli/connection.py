"""Where the platform is, and who we are to it."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

API = "/api/v1"
TIMEOUT_S = 60.0
CHECKOUT = Path(__file__).resolve().parents[3]


class Failed(Exception):
    """What was asked for cannot be done; the text is for the user."""


def known(home: Path | None = None, environment: Mapping[str, str] = os.environ) -> Mapping[str, str]:
    """MOTORWAY_* of the environment where it says which platform or who we are, else of the home's platform.env.

    The two are never mixed: no password goes to a platform that it does not belong to.
    """
    if home is None and {"MOTORWAY_URL", "MOTORWAY_API_KEY"} & environment.keys():
        return environment
    file = (home or CHECKOUT / ".local") / "platform.env"
    try:
        lines = file.read_text().splitlines()
    except OSError as error:
        hint = "start a platform with `make up`, or set MOTORWAY_URL and MOTORWAY_API_KEY"
        raise Failed(f"{file}: {error.strerror}; {hint}") from error
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


@contextmanager
def signed_in(told: Mapping[str, str]) -> Iterator[httpx.Client]:
    """A client of the API, with an API key or else as the user of platform.env. Raises Failed."""
    url = told.get("MOTORWAY_URL")
    if not url:
        raise Failed("MOTORWAY_URL is not set")
    try:
        with httpx.Client(base_url=url.rstrip("/") + API, timeout=TIMEOUT_S) as client:
            client.headers["Authorization"] = f"Bearer {told.get('MOTORWAY_API_KEY') or _token(client, told)}"
            yield client
    except httpx.HTTPError as error:
        raise Failed(f"{url}: {error}") from error


def _token(client: httpx.Client, told: Mapping[str, str]) -> str:
    try:
        username, password = told["MOTORWAY_ADMIN_USER"], told["MOTORWAY_ADMIN_PASSWORD"]
    except KeyError as missing:
        raise Failed("MOTORWAY_API_KEY is not set") from missing
    form = {"grant_type": "password", "username": username, "password": password}
    answer = client.post("/auth/token", data=form)
    require_ok(answer)
    return str(answer.json()["access_token"])


def require_ok(answer: httpx.Response) -> None:
    """Raises Failed with the reason of the problem document (RFC 9457). Reads the answer if need be."""
    if answer.is_success:
        return
    answer.read()
    try:
        problem = answer.json()
        said = f"{problem['reason']}: {problem['detail']}"
    except (ValueError, KeyError, TypeError):
        said = answer.reason_phrase
    raise Failed(f"{answer.request.url.path} is answered with {answer.status_code} {said}")
