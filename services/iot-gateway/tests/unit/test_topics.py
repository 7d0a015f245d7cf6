import pytest
from iot_gateway.domain.errors import InvalidSite, UnknownTopic
from iot_gateway.domain.records import Enrolment, clean, fingerprint, sound
from iot_gateway.domain.topics import Kind, Topic, parse_topic, site_of


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("motorway/v1/a/pump/1/state", Topic("a", Kind.PUMP_STATE, 1)),
        ("motorway/v1/a/pump/999/running", Topic("a", Kind.PUMP_RUNNING, 999)),
        ("motorway/v1/a/pump/12/transaction", Topic("a", Kind.TRANSACTION, 12)),
        ("motorway/v1/m25-cobham/tank/4/reading", Topic("m25-cobham", Kind.TANK_READING, 4)),
        ("motorway/v1/a/telemetry", Topic("a", Kind.TELEMETRY, 0)),
        ("motorway/v1/a/alarm", Topic("a", Kind.ALARM, 0)),
        ("motorway/v1/a/online", Topic("a", Kind.ONLINE, 0)),
    ],
)
def test_a_topic_says_site_kind_and_number(topic: str, expected: Topic) -> None:
    assert parse_topic(topic) == expected


@pytest.mark.parametrize(
    "topic",
    [
        "",
        "motorway/v1/a",
        "motorway/v2/a/alarm",
        "motorway/v1//alarm",
        "motorway/v1/A/alarm",
        "motorway/v1/a/alarm/",
        "motorway/v1/a/pump/0/state",
        "motorway/v1/a/pump/01/state",
        "motorway/v1/a/pump/1000/state",
        "motorway/v1/a/pump/x/state",
        "motorway/v1/a/tank/1/state",
        "motorway/v1/a/pump/1/transaction/ack",
        "motorway/v1/a/command/1",
    ],
)
def test_any_other_topic_is_unknown(topic: str) -> None:
    with pytest.raises(UnknownTopic):
        parse_topic(topic)


def test_the_site_of_a_strange_topic_is_told_when_it_names_one() -> None:
    assert site_of("motorway/v1/a/what/ever") == "a"
    assert site_of("motorway/v1/+/x") == ""
    assert site_of("x") == ""


@pytest.mark.parametrize("site", ["", "A", "a_b", "-a", "a" * 64, "iot-gateway", "a/b", "+", "#", "a\n"])
def test_no_certificate_is_given_for_what_is_no_site(site: str) -> None:
    with pytest.raises(InvalidSite):
        sound(Enrolment(site, "till", ""))


def test_a_resend_has_the_fingerprint_of_the_message() -> None:
    assert fingerprint("t", b"x", 1) == fingerprint("t", b"x", 1)
    assert len({fingerprint("t", b"x", 1), fingerprint("t", b"x", 2), fingerprint("u", b"x", 1)}) == 3
    assert fingerprint("t", b"x", None) is None


def test_kept_text_can_be_stored() -> None:
    assert clean("a\x00b\ud800" + "x" * 2000).encode()[:6] == "a\ufffdb?".encode()
