from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.outcome import Outcome

T = TypeVar("T", bound="AuditRecord")


@_attrs_define
class AuditRecord:
    """One state-changing call. `hash` is SHA-256 of `previous_hash` and the canonical JSON of the fields above it.

    Attributes:
        record_id (str):
        day (datetime.date): UTC; its chain of records
        sequence (int): From 1 within the day
        at (datetime.datetime): When the call came
        actor_kind (str):
        actor_id (str):
        actor_name (str): For a refused sign-in the name that was tried
        roles (list[str]):
        site (str): Empty when it concerns none or several
        operation (str):
        method (str):
        route (str): Path with its placeholders
        target (str):
        address (str): IP address of the client
        user_agent (str):
        session_id (str):
        request_id (str):
        trace_id (str):
        before (Any): What was there, without secrets
        after (Any): What is there now, without secrets
        outcome (Outcome):
        status (int | None): Of the HTTP answer
        reason (str): Of the problem, when it was not accepted
        previous_hash (str):
        hash_ (str):
        seal (str): Ed25519, hexadecimal
    """

    record_id: str
    day: datetime.date
    sequence: int
    at: datetime.datetime
    actor_kind: str
    actor_id: str
    actor_name: str
    roles: list[str]
    site: str
    operation: str
    method: str
    route: str
    target: str
    address: str
    user_agent: str
    session_id: str
    request_id: str
    trace_id: str
    before: Any
    after: Any
    outcome: Outcome
    status: int | None
    reason: str
    previous_hash: str
    hash_: str
    seal: str

    def to_dict(self) -> dict[str, Any]:
        record_id = self.record_id

        day = self.day.isoformat()

        sequence = self.sequence

        at = self.at.isoformat()

        actor_kind = self.actor_kind

        actor_id = self.actor_id

        actor_name = self.actor_name

        roles = self.roles

        site = self.site

        operation = self.operation

        method = self.method

        route = self.route

        target = self.target

        address = self.address

        user_agent = self.user_agent

        session_id = self.session_id

        request_id = self.request_id

        trace_id = self.trace_id

        before = self.before

        after = self.after

        outcome = self.outcome.value

        status: int | None
        status = self.status

        reason = self.reason

        previous_hash = self.previous_hash

        hash_ = self.hash_

        seal = self.seal

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "record_id": record_id,
                "day": day,
                "sequence": sequence,
                "at": at,
                "actor_kind": actor_kind,
                "actor_id": actor_id,
                "actor_name": actor_name,
                "roles": roles,
                "site": site,
                "operation": operation,
                "method": method,
                "route": route,
                "target": target,
                "address": address,
                "user_agent": user_agent,
                "session_id": session_id,
                "request_id": request_id,
                "trace_id": trace_id,
                "before": before,
                "after": after,
                "outcome": outcome,
                "status": status,
                "reason": reason,
                "previous_hash": previous_hash,
                "hash": hash_,
                "seal": seal,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        record_id = d.pop("record_id")

        day = datetime.date.fromisoformat(d.pop("day"))

        sequence = d.pop("sequence")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        actor_kind = d.pop("actor_kind")

        actor_id = d.pop("actor_id")

        actor_name = d.pop("actor_name")

        roles = cast(list[str], d.pop("roles"))

        site = d.pop("site")

        operation = d.pop("operation")

        method = d.pop("method")

        route = d.pop("route")

        target = d.pop("target")

        address = d.pop("address")

        user_agent = d.pop("user_agent")

        session_id = d.pop("session_id")

        request_id = d.pop("request_id")

        trace_id = d.pop("trace_id")

        before = d.pop("before")

        after = d.pop("after")

        outcome = Outcome(d.pop("outcome"))

        def _parse_status(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        status = _parse_status(d.pop("status"))

        reason = d.pop("reason")

        previous_hash = d.pop("previous_hash")

        hash_ = d.pop("hash")

        seal = d.pop("seal")

        audit_record = cls(
            record_id=record_id,
            day=day,
            sequence=sequence,
            at=at,
            actor_kind=actor_kind,
            actor_id=actor_id,
            actor_name=actor_name,
            roles=roles,
            site=site,
            operation=operation,
            method=method,
            route=route,
            target=target,
            address=address,
            user_agent=user_agent,
            session_id=session_id,
            request_id=request_id,
            trace_id=trace_id,
            before=before,
            after=after,
            outcome=outcome,
            status=status,
            reason=reason,
            previous_hash=previous_hash,
            hash_=hash_,
            seal=seal,
        )

        return audit_record
