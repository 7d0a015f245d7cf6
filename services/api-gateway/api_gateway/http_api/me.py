"""The caller's own account."""

from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Annotated

from fastapi import Depends, Path, Request
from motorway_access.caller import Caller, NotAllowed
from motorway_access.caller import CallerKind as AnyKind
from motorway_access.roles import Operation, Role
from pydantic import Field

from api_gateway.app import profile, sessions
from api_gateway.app.sessions import Known
from api_gateway.domain.grants import Binding
from api_gateway.domain.identity import Restriction
from api_gateway.domain.sessions import EndReason, Method
from api_gateway.http_api.auth import SLOWED
from api_gateway.http_api.authentication import known_of
from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import CallerDep, GatewayDep, Model
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.users import Pin

router = resource("/me", "me")
OWN = operation(Operation.PROFILE)


class HeldGrant(Model):
    """A role, bound to exactly one of: a site, an area, everything."""

    role: Role
    site: str | None = None
    area: str | None = None
    everything: bool = False


class Permission(Model):
    operation: Operation
    everything: bool
    sites: list[str] = Field(description="Site ids, where it is not everything")


class CallerKind(StrEnum):
    """Kinds of caller that can come to this door."""

    USER = AnyKind.USER
    API_KEY = AnyKind.API_KEY
    ANONYMOUS = AnyKind.ANONYMOUS


class Me(Model):
    kind: CallerKind
    user_id: str = Field(description="Of the user or the API key")
    username: str
    display_name: str
    grants: list[HeldGrant]
    permissions: list[Permission] = Field(description="What may be done, and where")
    restriction: Restriction | None = Field(description="What must be done before anything else is allowed")
    second_factor: bool
    has_pin: bool
    session_id: str


class PasswordChange(Model):
    current_password: str = Field(min_length=1, max_length=1000)
    new_password: str = Field(min_length=1, max_length=1000)


class PasswordProof(Model):
    password: str = Field(min_length=1, max_length=1000, examples=["a sentence that only I know"])


class Otp(Model):
    otp: str = Field(pattern=r"^[0-9]{6}$", description="What the app shows now", examples=["492039"])


class TotpEnrolment(Model):
    secret: str = Field(description="Base 32, for typing in")
    uri: str = Field(description="The same as `otpauth:` URI")
    qr_svg: str = Field(description="The same as a picture to scan (SVG)")


class RecoveryCodes(Model):
    recovery_codes: list[str] = Field(description="Each signs in once in place of a code; shown only now")


class OpenSession(Model):
    session_id: str
    created_at: datetime
    last_used_at: datetime = Field(description="When it was refreshed")
    expires_at: datetime
    address: str
    user_agent: str
    method: Method = Field(description="How it was begun")
    current: bool


class OpenSessions(Model):
    items: list[OpenSession]
    next_cursor: str = ""


async def _known(request: Request) -> Known:
    """Raises NotAllowed for an API key, which has no account."""
    known = known_of(request)
    if known is None:
        raise NotAllowed("only people have an account of their own")
    return known


KnownDep = Annotated[Known, Depends(_known)]
SessionId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$")]


@router.get("", openapi_extra=OWN)
async def get_me(request: Request, caller: CallerDep) -> Me:
    """Who asks, and what they may do where."""
    known = known_of(request)
    bindings = known.owner.bindings if known else request.state.machine.key.bindings
    return Me(
        kind=CallerKind(caller.kind),
        user_id=caller.subject,
        username=caller.name,
        display_name=known.owner.display_name if known else caller.name,
        grants=[held(binding) for binding in bindings],
        permissions=permissions(caller),
        restriction=known.restriction if known else None,
        second_factor=known is not None and known.owner.second_factor,
        has_pin=known is not None and known.owner.has_pin,
        session_id=caller.session_id,
    )


@router.put("/password", status_code=204, responses=SLOWED, openapi_extra=OWN)
async def change_password(gateway: GatewayDep, known: KnownDep, trail: TrailDep, body: PasswordChange) -> None:
    """Choose another password: 15 characters or more, 8 with a second factor, and none that is guessed easily.
    Every other session ends."""
    trail.target = f"user/{known.session.user_id}"
    await profile.change_password(gateway.identity, known, body.current_password, body.new_password)


@router.put("/pin", status_code=204, openapi_extra=OWN)
async def set_own_pin(gateway: GatewayDep, known: KnownDep, trail: TrailDep, body: Pin) -> None:
    """Choose a PIN for tills, or another one. Needs a session that did not begin with a PIN."""
    trail.target = f"user/{known.session.user_id}"
    await profile.set_pin(gateway.identity, known, body.pin)


@router.post("/totp", openapi_extra=OWN)
async def begin_totp(gateway: GatewayDep, known: KnownDep, trail: TrailDep) -> TotpEnrolment:
    """Begin to enrol an authenticator app (RFC 6238). It counts from its confirmation on."""
    trail.target = f"user/{known.session.user_id}"
    found = await profile.begin_second_factor(gateway.identity, known)
    return TotpEnrolment(secret=found.secret, uri=found.uri, qr_svg=found.qr_svg)


@router.post("/totp/confirm", responses=SLOWED, openapi_extra=OWN)
async def confirm_totp(gateway: GatewayDep, known: KnownDep, trail: TrailDep, body: Otp) -> RecoveryCodes:
    """Confirm with a code of the app: from now on it is asked for."""
    trail.target = f"user/{known.session.user_id}"
    return RecoveryCodes(recovery_codes=await profile.confirm_second_factor(gateway.identity, known, body.otp))


@router.post("/totp/remove", status_code=204, responses=SLOWED, openapi_extra=OWN)
async def remove_totp(gateway: GatewayDep, known: KnownDep, trail: TrailDep, body: PasswordProof) -> None:
    """Remove the second factor and its recovery codes."""
    trail.target = f"user/{known.session.user_id}"
    await profile.remove_second_factor(gateway.identity, known, body.password)


@router.get("/sessions", openapi_extra=OWN)
async def list_own_sessions(gateway: GatewayDep, known: KnownDep) -> OpenSessions:
    """Where the caller is signed in, newest first."""
    found = await sessions.open_sessions(gateway.identity.sessions, known.session.user_id)
    items = [
        OpenSession(
            session_id=session.session_id,
            created_at=session.created_at,
            last_used_at=session.last_used_at,
            expires_at=session.over_at,
            address=session.address,
            user_agent=session.user_agent,
            method=session.method,
            current=session.session_id == known.session.session_id,
        )
        for session in found
    ]
    return OpenSessions(items=items)


@router.delete("/sessions/{session_id}", status_code=204, openapi_extra=OWN)
async def end_own_session(gateway: GatewayDep, known: KnownDep, trail: TrailDep, session_id: SessionId) -> None:
    """Sign out there. Within seconds nothing is answered to it any more."""
    trail.target = f"session/{session_id}"
    await sessions.end_session_of(gateway.identity.sessions, known.session.user_id, session_id, EndReason.REVOKED)


@router.post("/sign-out-everywhere", status_code=204, openapi_extra=OWN)
async def sign_out_everywhere(gateway: GatewayDep, known: KnownDep, trail: TrailDep) -> None:
    """End every session of the caller, this one too."""
    trail.target = f"user/{known.session.user_id}"
    await profile.sign_out_everywhere(gateway.identity, known)


def held(binding: Binding) -> HeldGrant:
    return HeldGrant(
        role=binding.role, site=binding.site or None, area=binding.area or None, everything=binding.everything
    )


@lru_cache(maxsize=1024)
def permissions(caller: Caller) -> list[Permission]:
    """Every operation that the caller may do anywhere."""
    scopes = [(name, caller.scope(name)) for name in Operation]
    return [
        Permission(operation=name, everything=scope.everything, sites=sorted(scope.sites))
        for name, scope in scopes
        if scope
    ]
