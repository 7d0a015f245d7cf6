from datetime import timedelta

import pytest
from alerts.domain.arrangements import Arrangements, Moment, OwnDevice
from alerts.domain.backoff import LONGEST, WORTH, is_late, pause
from alerts.domain.channel import Channel, Kind
from alerts.domain.conditions import Severity
from alerts.domain.documents import Document, DocumentInUse, DocumentKind, read
from alerts.domain.policy import Policy
from motorway_access.caller import EVERYTHING, Scope
from motorway_kit.errors import InvalidInput

from .on_call_samples import EMAIL, SITE, a_channel, a_policy, a_recipient, a_rota, local, stand_in

CRITICAL = Severity.CRITICAL
WEBHOOK = {"kind": "WEBHOOK", "url": "https://ops.example/hook", "secret": "whsec_" + "QUFB" * 8}
NIGHT = {"hours": {"start": "22:00", "end": "07:00"}, "up_to": "CRITICAL"}


def arranged(*documents: Document) -> Arrangements:
    here = Scope(frozenset([SITE]))
    own = [OwnDevice("d1", here), OwnDevice("d2", EVERYTHING), OwnDevice("elsewhere", Scope(frozenset(["a1-baldock"])))]
    everything = Arrangements(devices={"u1": own})
    for document in documents:
        everything = everything.with_document(document)
    return everything


def told(everything: Arrangements, policy: Policy, at: str = "2026-03-10 12:00") -> list[tuple[str, str, str]]:
    stage = policy.stage(0)
    assert stage is not None
    found = everything.destinations(stage.targets, Moment(CRITICAL, SITE, local(at)))
    return [(each.channel, each.address, each.recipient) for each in found]


@pytest.mark.parametrize(
    ("fields", "matches"),
    [
        ({}, True),
        ({"sites": [SITE]}, True),
        ({"sites": ["a1-baldock"]}, False),
        ({"severities": ["WARNING", "CRITICAL"]}, True),
        ({"severities": ["INFO"]}, False),
        ({"rules": ["pump_*", "tank_low"]}, True),
        ({"rules": ["tank_high"]}, False),
        ({"enabled": False}, False),
    ],
)
def test_a_policy_is_for_some_alerts(fields: dict[str, object], matches: bool) -> None:
    assert a_policy(**fields).matches(SITE, CRITICAL, "tank_low") is matches


def test_alerts_of_the_platform_are_for_policies_of_all_sites() -> None:
    assert a_policy().matches("", CRITICAL, "outbox_age")
    assert not a_policy(sites=[SITE]).matches("", CRITICAL, "outbox_age")


def test_the_stages_are_the_steps_round_by_round() -> None:
    policy = a_policy((0, "RECIPIENT/anna"), (300, "ROTA/night"), repeats=1, repeat_every_s=1800)
    stages = [policy.stage(number) for number in range(5)]
    assert [(stage.round, stage.after.total_seconds()) for stage in stages if stage] == [
        (0, 0), (0, 300), (1, 1800), (1, 2100),
    ]  # fmt: skip
    assert stages[4] is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"steps": []}, "steps"),
        ({"steps": [{"after_s": -1, "targets": [{"kind": "ROTA", "id": "x"}]}]}, "steps.0.after_s"),
        ({"steps": [{"targets": [{"kind": "PIGEON", "id": "x"}]}]}, "steps.0.targets.0.kind"),
        ({"id": "No Slug"}, "id"),
        ({"pigeons": 1}, "pigeons"),
        ({"rules": ["a b"]}, "rules.0"),
        ({"sites": ["a", "a"]}, "sites"),
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused_with_its_field(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(Policy, {**a_policy().model_dump(mode="json"), **wrong})
    assert caught.value.context["field"] == field


@pytest.mark.parametrize(("steps", "repeats"), [(((60, "ROTA/x"), (60, "ROTA/y")), 0), (((3600, "ROTA/x"),), 1)])
def test_steps_come_one_after_the_other_and_before_their_repetition(
    steps: tuple[tuple[int, str], ...], repeats: int
) -> None:
    with pytest.raises(InvalidInput):
        a_policy(*steps, repeats=repeats)


def test_a_recipient_is_told_on_every_contact_and_an_address_once() -> None:
    anna = a_recipient(
        user_id="u1",
        contacts=[{"channel": "mail", "address": "a@x.example"}, {"channel": "push"}],
    )
    push = a_channel("push", {"kind": "WEB_PUSH", "contact": "ops@fuel.example"})
    policy = read(
        Policy,
        {
            "id": "usual", "name": "Usual",
            "steps": [{"targets": [{"kind": "RECIPIENT", "id": "anna"}, {"kind": "ROTA", "id": "night"}]}],
        },
    )  # fmt: skip
    everything = arranged(a_channel(), push, anna, a_rota(["anna"]), policy)
    everything.check(DocumentKind.POLICY, "usual")
    assert told(everything, policy) == [
        ("mail", "a@x.example", "anna"),
        ("push", "push/d1", "anna"),
        ("push", "push/d2", "anna"),
    ]


def test_a_rota_means_whoever_is_on_call() -> None:
    people = [a_recipient(name) for name in ("anna", "ben", "cleo")]
    policy = a_policy((0, "ROTA/night"))
    everything = arranged(a_channel(), *people, a_rota(), policy)
    assert told(everything, policy) == [("mail", "ben@fuel.example", "ben")]
    standing_in = {"night": [stand_in("cleo", "2026-03-10 00:00", "2026-03-11 00:00")]}
    everything = Arrangements(everything.channels, everything.recipients, everything.rotas, overrides=standing_in)
    assert told(everything, policy) == [("mail", "cleo@fuel.example", "cleo")]


def test_a_channel_that_is_off_or_of_other_sites_tells_nobody() -> None:
    policy = a_policy()
    for fields in ({"enabled": False}, {"sites": ["a1-baldock"]}):
        assert told(arranged(a_channel(**fields), a_recipient(), policy), policy) == []


def test_quiet_hours_put_it_off() -> None:
    everything = arranged(a_channel(), a_recipient(time_zone="Europe/London", quiet=[NIGHT]), a_policy())
    stage = a_policy().stage(0)
    assert stage is not None
    (found,) = everything.destinations(stage.targets, Moment(CRITICAL, SITE, local("2026-03-10 23:00")))
    assert found.due_at == local("2026-03-11 07:00")


GOOD = [a_channel(), a_channel("hook", WEBHOOK), a_recipient(), a_recipient("ben"), a_recipient("cleo"), a_rota()]


@pytest.mark.parametrize(
    ("kind", "document", "field"),
    [
        (DocumentKind.RECIPIENT, a_recipient("dan", contacts=[{"channel": "fax"}]), "contacts.0.channel"),
        (DocumentKind.RECIPIENT, a_recipient("dan", contacts=[{"channel": "mail"}]), "contacts.0.address"),
        (
            DocumentKind.RECIPIENT,
            a_recipient("dan", contacts=[{"channel": "hook", "address": "x"}]),
            "contacts.0.address",
        ),
        (DocumentKind.ROTA, a_rota(["anna", "nobody"]), "members.1"),
        (DocumentKind.POLICY, a_policy((0, "ROTA/day")), "steps.0.targets.0.id"),
        (DocumentKind.POLICY, a_policy((0, "CHANNEL/mail")), "steps.0.targets.0.id"),
    ],
)
def test_what_is_named_must_be_there_and_fit(kind: DocumentKind, document: Document, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        arranged(*GOOD, document).check(kind, document.id)
    assert caught.value.context["field"] == field


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        (DocumentKind.CHANNEL, a_channel(sites=["a1-baldock"])),
        (DocumentKind.CHANNEL, a_channel(config=WEBHOOK)),
        (DocumentKind.RECIPIENT, a_recipient(sites=[SITE])),
    ],
)
def test_what_others_name_cannot_change_under_them(kind: DocumentKind, changed: Document) -> None:
    everything = arranged(*GOOD, a_policy((0, "ROTA/night")))
    with pytest.raises(DocumentInUse):
        everything.with_document(changed).check(kind, changed.id)


def test_what_others_name_cannot_be_removed() -> None:
    everything = arranged(*GOOD, a_policy((0, "ROTA/night")))
    for kind, name in [(DocumentKind.CHANNEL, "mail"), (DocumentKind.RECIPIENT, "ben"), (DocumentKind.ROTA, "night")]:
        with pytest.raises(DocumentInUse):
            everything.without(kind, name).check(kind, name)
    everything.without(DocumentKind.POLICY, "usual").check(DocumentKind.POLICY, "usual")


@pytest.mark.parametrize(
    "config",
    [
        {"kind": "EMAIL", "host": "mail.example", "sender": "no address"},
        {"kind": "SMS", "url": "ftp://sms.example"},
        {"kind": "SMS", "url": "https://user:pass@sms.example"},
        {"kind": "WEBHOOK", "url": "https://x.example", "secret": "whsec_dG9vc2hvcnQ="},
        {"kind": "WEBHOOK", "url": "https://x.example", "secret": "plain"},
        {"kind": "MQTT", "sounder_from": "LOUD"},
        {"kind": "PIGEON"},
        {**EMAIL, "port": 0},
    ],
)
def test_a_channel_that_cannot_work_is_refused(config: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        a_channel(config=config)


def test_a_secret_shows_nowhere() -> None:
    channel = a_channel(config=WEBHOOK)
    assert isinstance(channel, Channel)
    assert channel.secret == WEBHOOK["secret"]
    assert WEBHOOK["secret"] not in f"{channel!r} {channel} {channel.model_dump_json()}"


def test_the_pauses_grow_up_to_a_limit_and_heed_what_is_asked_for() -> None:
    pauses = [pause(attempts, 0.5).total_seconds() for attempts in range(1, 30)]
    assert pauses[:4] == [2, 4, 8, 16]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST.total_seconds()
    assert pause(1, 0.5, timedelta(minutes=5)) == timedelta(minutes=5)
    assert pause(1, 0.5, timedelta(days=5)) == timedelta(hours=1)
    assert timedelta(seconds=1.5) <= pause(1, 0.0) < pause(1, 1.0) <= timedelta(seconds=2.5)


def test_each_kind_is_worth_a_time() -> None:
    assert set(WORTH) == set(Kind)
    assert is_late(Kind.MQTT, timedelta(minutes=15))
    assert not is_late(Kind.EMAIL, timedelta(hours=23))
