"""Whether an installation does what people first ask of it; for `helm test` and after a deployment."""

from collections.abc import Iterator, Mapping, Sequence

import httpx

TIMEOUT_S = 10.0
EXPECTED: Mapping[str, tuple[int, str]] = {
    "/readyz": (200, '"ready":true'),
    "/": (200, "Motorway Petroleum"),
    "/openapi.json": (200, '"openapi":"3.1'),
    "/api/v1/auth/methods": (200, "password"),
    "/api/v1/sites": (401, "urn:motorway:problem:"),
}
"""What a stranger is answered, by path: status, and what the answer holds."""


class Unexpected(Exception):
    """Names each path that answered otherwise."""


def check(url: str, others: Sequence[str] = ()) -> None:
    """`others` are the ops doors of services that must be ready. Raises Unexpected."""
    if problems := [problem for problem in (*_at_the_front(url), *_behind_it(others)) if problem]:
        raise Unexpected("; ".join(problems))


def _at_the_front(url: str) -> Iterator[str]:
    with httpx.Client(base_url=url, timeout=TIMEOUT_S) as http:
        for path, (status, holds) in EXPECTED.items():
            yield _problem(http, path, status, holds)


def _behind_it(others: Sequence[str]) -> Iterator[str]:
    with httpx.Client(timeout=TIMEOUT_S) as http:
        for ops in others:
            yield _problem(http, f"{ops}/readyz", 200, '"ready":true')


def _problem(http: httpx.Client, path: str, status: int, holds: str) -> str:
    try:
        answer = http.get(path)
    except httpx.HTTPError as error:
        return f"{path}: {error}"
    if answer.status_code != status:
        return f"{path}: {answer.status_code} instead of {status}"
    return "" if holds in answer.text.replace(" ", "") or holds in answer.text else f"{path}: without {holds}"
