"""What is kept about a person: told, and forgotten where it may be (GDPR, articles 15 to 20)."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends, Response
from motorway_access.roles import Operation
from pydantic import Field

from api_gateway.app import personal_data as app
from api_gateway.app.personal_data import Records
from api_gateway.domain.personal_data import Hindrance, KeepReason, Plan, Subject, SubjectKind, counts
from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import GatewayDep, Model, problem
from api_gateway.http_api.routing import operation, resource

router = resource("/personal-data", "personal-data")
NOBODY: dict[int | str, dict[str, Any]] = {404: problem("Nothing is kept about them, or nobody is known so")}

EXPORT = operation(Operation.PERSONAL_DATA_EXPORT, repeatable=False)
ERASE = operation(Operation.PERSONAL_DATA_ERASE)
CONFIRMATION = "9f86d081884c7d659a2feaa0c55ad015"


class DataSubject(Model):
    """Of whom: an account customer or a user by id, a vehicle by its registration, somebody by an e-mail address."""

    kind: SubjectKind = Field(examples=["ACCOUNT"])
    value: str = Field(min_length=1, max_length=254, examples=["acme-haulage"])


class PersonalDataWish(Model):
    subject: DataSubject


class DataSection(Model):
    """Rows as they are stored; dates are UTC, money minor units."""

    service: str = Field(description="Who keeps it", examples=["pos"])
    name: str = Field(examples=["vehicles"])
    total: int = Field(description="How many there are; of the audit the newest thousand are told", examples=[3])
    rows: list[dict[str, Any]] = Field(examples=[[{"registration": "AB12CDE"}]])


class PersonalData(Model):
    subject: DataSubject
    collected_at: datetime
    sections: list[DataSection]


class PlannedSection(Model):
    service: str = Field(examples=["pos"])
    name: str = Field(examples=["entries"])
    erased: int = Field(description="Rows that are emptied or removed", examples=[0])
    kept: int = Field(description="Rows that stay", examples=[17])
    reason: KeepReason = Field(description="Why they stay", examples=["TAX_RECORDS"])
    kept_until: datetime | None = Field(description="Until when at least; null: while the reason lasts")


class ErasurePlan(Model):
    subject: DataSubject
    sections: list[PlannedSection]
    hindrances: list[Hindrance] = Field(description="What must be ended before anything is erased", examples=[[]])
    confirmation: str = Field(
        description="To be given back with the erasure; of this plan alone", examples=[CONFIRMATION]
    )


class ErasureOrder(Model):
    subject: DataSubject
    confirmation: str = Field(max_length=100, description="Of the plan that a person has seen", examples=[CONFIRMATION])


async def _records(gateway: GatewayDep) -> Records:
    return Records(gateway.identity, gateway.neighbours)


RecordsDep = Annotated[Records, Depends(_records)]


@router.post("/exports", openapi_extra=EXPORT, responses=NOBODY)
async def export_personal_data(
    records: RecordsDep, trail: TrailDep, response: Response, body: PersonalDataWish
) -> PersonalData:
    """Everything that is kept about somebody, to be handed to them. The audit keeps who asked and how much it was."""
    subject = _subject(body.subject)
    trail.target = subject.target
    found = await app.export(records, subject)
    trail.after = counts(found)
    response.headers["Cache-Control"] = "no-store"
    sections = [DataSection(**vars(section)) for section in found]
    return PersonalData(subject=body.subject, collected_at=datetime.now(UTC), sections=sections)


@router.post("/erasure-plans", openapi_extra=ERASE, responses=NOBODY)
async def plan_erasure(records: RecordsDep, trail: TrailDep, body: PersonalDataWish) -> ErasurePlan:
    """What an erasure would take away, and what it must keep and why. Changes nothing."""
    subject = _subject(body.subject)
    trail.target, trail.after = subject.target, {}
    return _plan(body.subject, await app.plan(records, subject))


@router.post("/erasures", openapi_extra=ERASE, responses=NOBODY)
async def erase_personal_data(records: RecordsDep, trail: TrailDep, body: ErasureOrder) -> ErasurePlan:
    """Erase what the confirmed plan says; it cannot be undone. Answers what was done; repeating it changes nothing.

    409 `ErasurePlanChanged` where something was added since the plan, `ErasureHindered` while an account owes or is
    owed something, a sale is open, or a user is not disabled.
    """
    subject = _subject(body.subject)
    trail.target = subject.target
    done = await app.erase(records, subject, body.confirmation)
    trail.after = {f"{section.service} {section.name}": section.erased for section in done.sections}
    return _plan(body.subject, done)


def _subject(told: DataSubject) -> Subject:
    return Subject(told.kind, told.value.strip())


def _plan(subject: DataSubject, plan: Plan) -> ErasurePlan:
    sections = [PlannedSection(**vars(section)) for section in plan.sections]
    return ErasurePlan(
        subject=subject, sections=sections, hindrances=list(plan.hindrances), confirmation=plan.confirmation
    )
