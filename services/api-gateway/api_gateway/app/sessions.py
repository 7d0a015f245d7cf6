"""Sessions: begun, refreshed, ended, and found by the access token of each request."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from motorway_access.caller import Caller, CallerKind
from motorway_access.roles import Role
from motorway_access.tokens import Memory
from motorway_kit.db import AWAY, Connection, Pool, transaction
from motorway_kit.errors import Unavailable
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from api_gateway import metrics
from api_gateway.app.signing_keys import SigningKeys
from api_gateway.credentials.tokens import AccessClaims, AccessTokens, Clock, UnknownKey
from api_gateway.db import sessions as db
from api_gateway.db import users
from api_gateway.db.sessions import Owner
from api_gateway.domain.grants import resolved
from api_gateway.domain.identity import RESTRICTED, NotSignedIn, Restriction, Standing, restriction
from api_gateway.domain.sessions import (
    USER_AGENT_CHARS,
    EndReason,
    Method,
    RefreshTokenReused,
    Session,
    SessionNotFound,
    SessionOver,
    SignIn,
    digest_of,
    is_first_use,
    new_refresh_token,
)
from api_gateway.domain.tills import at_till

log = get_logger(__name__)
ANSWER_S = 5.0
KNOWN_S = 3.0
"""For so long a session that was ended elsewhere may still be served here."""


@dataclass(frozen=True)
class Lifetimes:
    """`access`: of an access token. `absolute` and `idle`: of a session, where its sign-in does not say otherwise."""

    access: timedelta
    absolute: timedelta
    idle: timedelta


@dataclass(frozen=True)
class Known:
    """A session that holds, and who asks with it."""

    session: Session
    owner: Owner
    caller: Caller
    restriction: Restriction | None


@dataclass(frozen=True)
class SignedIn:
    """A session with new tokens for it."""

    known: Known
    access_token: str
    access_expires_at: datetime
    refresh_token: str

    @property
    def session(self) -> Session:
        return self.known.session


@dataclass
class Sessions:
    """What sessions work with. Those used just now are remembered for a few seconds."""

    db: Pool
    keys: SigningKeys
    tokens: AccessTokens
    lifetimes: Lifetimes
    second_factor_roles: frozenset[Role]
    clock: Clock
    _known: Memory[str, Known] = field(init=False)
    _loading: dict[str, asyncio.Task[Known]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._known = Memory(lambda: self.clock().timestamp())

    async def of_access_token(self, token: str) -> Known:
        """Raises NotSignedIn, SessionOver, or Unavailable when the database is needed and away."""
        try:
            claims = self.tokens.read(token)
        except UnknownKey:
            await self.keys.renew(self.tokens)
            claims = self._read_again(token)
        return self._known.get(claims.session_id) or await self._loaded(claims.session_id)

    def _read_again(self, token: str) -> AccessClaims:
        try:
            return self.tokens.read(token)
        except UnknownKey as error:
            raise NotSignedIn(error.message) from error

    async def _loaded(self, session_id: str) -> Known:
        """Requests that come at once share one query."""
        task = self._loading.get(session_id)
        if task is None:
            task = self._loading[session_id] = asyncio.create_task(self._load(session_id))
            task.add_done_callback(partial(self._has_loaded, session_id))
        return await asyncio.shield(task)

    def _has_loaded(self, session_id: str, task: asyncio.Task[Known]) -> None:
        del self._loading[session_id]
        if not task.cancelled():
            task.exception()  # whoever asked has gone

    async def _load(self, session_id: str) -> Known:
        now = self.clock()
        try:
            async with asyncio.timeout(ANSWER_S), self.db.acquire() as conn:
                found = await db.load(conn, session_id)
        except AWAY as error:
            raise Unavailable("nobody can be recognised: the database does not answer") from error
        if found is None or found[0].is_over(now) or found[1].barred:
            raise SessionOver("the session is over; sign in again")
        known = self.known_of(*found)
        self._known.put(session_id, known, min(now.timestamp() + KNOWN_S, known.session.over_at.timestamp()))
        return known

    def known_of(self, session: Session, owner: Owner) -> Known:
        """Who asks with a session, and what for."""
        grants = resolved(owner.bindings, owner.areas)
        if session.method is Method.PIN:
            grants = at_till(grants, session.site)
        standing = Standing(
            session.method,
            frozenset(binding.role for binding in owner.bindings),
            owner.must_change_password,
            owner.second_factor,
        )
        restricted = restriction(standing, self.second_factor_roles)
        limited_to = RESTRICTED if restricted else session.limited_to
        caller = Caller(CallerKind.USER, session.user_id, owner.username, grants, session.session_id, limited_to)
        return Known(session, owner, caller, restricted)

    def forget(self, session_ids: Iterable[str]) -> None:
        """Sessions that were ended, or whose user was changed: load them anew here at once."""
        for session_id in session_ids:
            self._known.forget(session_id)


async def begin_session(sessions: Sessions, sign_in: SignIn) -> SignedIn:
    """For somebody who proved who they are. Raises SessionOver for a user who is disabled or locked meanwhile."""
    now, token = sessions.clock(), new_refresh_token()
    session = Session(
        session_id=new_id(),
        user_id=sign_in.user_id,
        method=sign_in.method,
        address=sign_in.address,
        user_agent=sign_in.user_agent[:USER_AGENT_CHARS],
        till_id=sign_in.till_id,
        site=sign_in.site,
        limited_to=sign_in.limited_to,
        created_at=now,
        expires_at=now + (sign_in.lifetime or sessions.lifetimes.absolute),
        idle=sign_in.idle or sessions.lifetimes.idle,
        last_used_at=now,
    )
    async with transaction(sessions.db) as conn:
        await db.add(conn, session)
        await db.add_refresh_token(conn, token.digest, session.session_id, 1)
        await users.note_sign_in(conn, session.user_id, now)
        known = await _holding(sessions, conn, session.session_id, now)
    log.info("signed in", user=known.owner.username, method=session.method, session=session.session_id)
    return _signed_in(sessions, known, token.text)


async def refresh(sessions: Sessions, refresh_token: str) -> SignedIn:
    """New tokens for old. Raises NotSignedIn for a token that was never given, SessionOver, or RefreshTokenReused."""
    now, token, reused = sessions.clock(), new_refresh_token(), None
    async with transaction(sessions.db) as conn:
        found = await db.of_refresh_token(conn, digest_of(refresh_token))
        if found is None:
            raise NotSignedIn("this refresh token is not known")
        session, generation = found
        try:
            first = is_first_use(session, generation, now)
        except RefreshTokenReused as error:
            await db.end(conn, session.session_id, session.user_id, EndReason.REFRESH_TOKEN_REUSED, now)
            reused = error
        else:
            if first:
                await db.note_refresh(conn, session.session_id, generation, now)
            await db.add_refresh_token(conn, token.digest, session.session_id, generation + 1)
            known = await _holding(sessions, conn, session.session_id, now)
    if reused is not None:
        sessions.forget([session.session_id])
        _tell_theft(session)
        raise reused
    metrics.refreshes.labels("first" if first else "again").inc()
    return _signed_in(sessions, known, token.text)


def _tell_theft(session: Session) -> None:
    metrics.refreshes.labels("reused").inc()
    log.warning(
        "a refresh token came a second time; its session was ended", session=session.session_id, user_id=session.user_id
    )


async def _holding(sessions: Sessions, conn: Connection, session_id: str, now: datetime) -> Known:
    found = await db.load(conn, session_id)
    if found is None or found[0].is_over(now) or found[1].barred:
        raise SessionOver("this account may not sign in")
    return sessions.known_of(*found)


def _signed_in(sessions: Sessions, known: Known, refresh_token: str) -> SignedIn:
    session = known.session
    expires_at = min(sessions.clock() + sessions.lifetimes.access, session.expires_at)
    claims = AccessClaims(session.user_id, session.session_id, known.owner.username, expires_at)
    return SignedIn(known, sessions.tokens.write(claims), expires_at, refresh_token)


async def of_any_token(sessions: Sessions, token: str) -> Known:
    """The session of an access or a refresh token, used ones too. Raises NotSignedIn or SessionOver."""
    if "." in token:
        return await sessions.of_access_token(token)
    async with sessions.db.acquire(timeout=ANSWER_S) as conn, conn.transaction():
        found = await db.of_refresh_token(conn, digest_of(token))
        if found is None:
            raise NotSignedIn("this token is not known")
        return await _holding(sessions, conn, found[0].session_id, sessions.clock())


async def end_session(sessions: Sessions, session: Session, reason: EndReason = EndReason.SIGNED_OUT) -> None:
    """Raises SessionNotFound when it was ended already."""
    await end_session_of(sessions, session.user_id, session.session_id, reason)


async def end_session_of(sessions: Sessions, user_id: str, session_id: str, reason: EndReason) -> None:
    """One session of a user. Raises SessionNotFound."""
    async with transaction(sessions.db) as conn:
        ended = await db.end(conn, session_id, user_id, reason, sessions.clock())
    sessions.forget([session_id])
    if not ended:
        raise SessionNotFound("there is no such session")
    metrics.sessions_ended.labels(reason).inc()


async def end_sessions(
    sessions: Sessions, conn: Connection, user_id: str, reason: EndReason, *, but: str | None = None
) -> None:
    """Every session of a user `but` one, with the transaction of whatever is the reason."""
    ended = await db.end_all(conn, user_id, reason, sessions.clock(), but=but)
    sessions.forget(ended)
    metrics.sessions_ended.labels(reason).inc(len(ended))


async def end_sessions_of_till(sessions: Sessions, conn: Connection, till_id: str) -> None:
    """Every session that was begun on a till."""
    ended = await db.end_of_till(conn, till_id, sessions.clock())
    sessions.forget(ended)
    metrics.sessions_ended.labels(EndReason.TILL_REVOKED).inc(len(ended))


async def open_sessions(sessions: Sessions, user_id: str) -> list[Session]:
    """Newest first."""
    async with sessions.db.acquire(timeout=ANSWER_S) as conn:
        found = await db.open_of(conn, user_id)
    return [session for session in found if not session.is_over(sessions.clock())]
