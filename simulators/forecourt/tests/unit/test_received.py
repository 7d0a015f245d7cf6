"""A command on its way in, and what became of it on disk."""

from collections.abc import Iterator
from pathlib import Path

import aiomqtt
import pytest
from forecourt_simulator import mqtt
from forecourt_simulator.clock import Clock
from forecourt_simulator.commands import Received, encode, receive
from forecourt_simulator.domain import State
from forecourt_simulator.faults import monotonic
from forecourt_simulator.runner import RunOptions, SiteRunner
from google.protobuf.message import DecodeError
from motorway.iot.v1 import device_pb2 as pb

from .scene import a_config


def message(payload: bytes, content_type: str = mqtt.PROTOBUF, expiry_s: int | None = None) -> aiomqtt.Message:
    properties = mqtt.properties_of(content_type)
    properties.ResponseTopic = "motorway/v1/sim-0001/response/1"
    if expiry_s is not None:
        properties.MessageExpiryInterval = expiry_s
    return aiomqtt.Message("motorway/v1/sim-0001/command/c1", payload, 1, retain=False, mid=1, properties=properties)


def release(command_id: str = "c1", good_until: float = float("inf")) -> Received:
    order = pb.Authorise(pump=1, release_token="sale", timeout_s=600)
    return Received(pb.Command(command_id=command_id, authorise=order), "", None, as_json=False, good_until=good_until)


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[SiteRunner]:
    made = SiteRunner(a_config(), Clock(), RunOptions(tmp_path, mqtt.Broker("127.0.0.1", 1)))
    made.start()
    made.site.run_until(made.site.now_us + 5_000_000)
    made.commit()
    yield made
    made.store.close()


def hear(runner: SiteRunner, *received: Received) -> None:
    runner.uplink.inbox.extend(received)
    runner._hear()


def test_a_command_has_its_topics_id_and_its_expiry() -> None:
    received = receive(message(b'{"ping":{}}', "application/json", 7), 100.0)
    assert (received.command.command_id, received.good_until, received.as_json) == ("c1", 107.0, True)
    assert received.response_topic == "motorway/v1/sim-0001/response/1"
    assert receive(message(b""), 100.0).good_until == float("inf")
    with pytest.raises(DecodeError):
        receive(message(b"{", "application/json"), 0.0)


def test_an_answer_has_the_commands_encoding() -> None:
    response = pb.CommandResponse(command_id="c1", accepted=True).SerializeToString()
    body, properties = encode(receive(message(b'{"ping":{}}', "application/json"), 0.0), response)
    assert b'"accepted": true' in body
    assert properties.json()["ContentType"] == "application/json"  # type: ignore[no-untyped-call]
    assert encode(receive(message(b""), 0.0), response)[0] == response


def test_effect_messages_and_answer_are_on_disk_together(runner: SiteRunner) -> None:
    told = runner.store.unacknowledged()
    hear(runner, release())
    answer = pb.CommandResponse.FromString(runner.store.answer("c1") or b"")
    assert answer.accepted
    assert answer.pumps[0].state == pb.FUELLING_POINT_STATE_AUTHORISED
    assert runner.store.unacknowledged() == told + 1
    assert b'"sale"' in (runner.store.load_state() or b"")


def test_the_same_command_is_done_once(runner: SiteRunner) -> None:
    hear(runner, release(), release())
    told, answer = runner.store.unacknowledged(), runner.store.answer("c1")
    runner.site.forecourt.pumps.expire(1)
    hear(runner, release())
    assert (runner.store.unacknowledged(), runner.store.answer("c1")) == (told, answer)


def test_an_expired_command_is_not_carried_out(runner: SiteRunner) -> None:
    hear(runner, release(good_until=monotonic() - 0.1))
    assert runner.store.answer("c1") is None
    assert runner.site.context.state.pumps[1].point.state is State.IDLE
