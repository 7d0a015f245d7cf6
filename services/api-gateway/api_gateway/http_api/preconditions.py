"""If-Match: a change is made only to the version that its author has seen (RFC 9110, 13.1.1)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from motorway_kit.errors import Conflict, InvalidInput
from starlette.requests import Request

_VERSION = re.compile(r'"(\d{1,18})"')
_TAG = re.compile(r'(W/)?"[\x21\x23-\x7e]*"')


class PreconditionFailed(Conflict):
    """The document has changed since the version named in If-Match."""

    http_status = 412


def expected_version(request: Request) -> int | None:
    """The version that the caller has seen; None when any will do.

    Raises PreconditionFailed for a tag that no version has, InvalidInput for what is no entity tag.
    """
    sent = request.headers.get("if-match", "").strip()
    if sent in ("", "*"):
        return None
    if version := _VERSION.fullmatch(sent):
        return int(version[1])
    if _TAG.fullmatch(sent):
        raise PreconditionFailed("the document has no such version; load it again")
    raise InvalidInput('give one version in quotes, as in "3", or *', field="If-Match")


def require_version(request: Request, version: int) -> None:
    """Raises PreconditionFailed unless the document is at the version that the caller has seen."""
    expected = expected_version(request)
    if expected is not None and expected != version:
        raise PreconditionFailed(f"the document is at version {version}, not {expected}; load it again")


@contextmanager
def precondition(thing: str) -> Iterator[None]:
    """Calls that name the version to be changed. Raises PreconditionFailed where a service says VersionMismatch."""
    try:
        yield
    except Conflict as error:
        if error.reason != "VersionMismatch":
            raise
        raise PreconditionFailed(f"the {thing} was changed meanwhile; load it again", **error.context) from error
