"""Uploaded files (https://docs.stripe.com/api/files)."""

from stripe_simulator.errors import InvalidRequest
from stripe_simulator.ids import new_id
from stripe_simulator.state import Object

FILE = "file"
EVIDENCE = "dispute_evidence"
TYPES = {b"%PDF": "pdf", b"\x89PNG": "png", b"\xff\xd8\xff": "jpg"}
MAX_BYTES = 5_000_000


def file(purpose: str, name: str, content: bytes, now: int) -> Object:
    """Raises InvalidRequest for what is no evidence: too large, or not PDF, PNG or JPEG."""
    kind = next((kind for start, kind in TYPES.items() if content.startswith(start)), None)
    if purpose == EVIDENCE and kind is None:
        raise InvalidRequest("Evidence must be a PDF, PNG or JPEG file.", param="file")
    if purpose == EVIDENCE and len(content) > MAX_BYTES:
        raise InvalidRequest(f"Evidence files can be at most {MAX_BYTES} bytes large.", "file_too_large", "file")
    identifier = new_id("file")
    return {
        "id": identifier,
        "object": FILE,
        "created": now,
        "expires_at": None,
        "filename": name,
        "links": {"object": "list", "data": [], "has_more": False, "url": f"/v1/file_links?file={identifier}"},
        "purpose": purpose,
        "size": len(content),
        "title": None,
        "type": kind,
        "url": None,
    }
