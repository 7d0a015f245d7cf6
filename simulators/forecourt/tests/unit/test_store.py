from collections.abc import Iterator
from pathlib import Path

import pytest
from forecourt_simulator.ledger import Reading
from forecourt_simulator.messages import Outgoing
from forecourt_simulator.store import Store


def a_message(topic: str = "pump/1/state", payload: bytes = b"x", pump: int = 0, transaction: int = 0) -> Outgoing:
    return Outgoing(topic, payload, (Reading("pump/1", "state", 1, 3.0),), pump, transaction)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "deep" / "site.sqlite")
    yield opened
    opened.close()


def test_messages_are_numbered_and_kept_until_acknowledged(store: Store) -> None:
    store.commit([a_message(), a_message()], b"{}")
    assert [message.seq for message in store.pending(0, 10)] == [1, 2]
    store.forget([1])
    assert [message.seq for message in store.pending(0, 10)] == [2]
    store.commit([a_message()], b"{}")
    assert store.pending(2, 10)[0].seq == 3


def test_numbers_are_never_used_again(store: Store) -> None:
    store.commit([a_message()], b"{}")
    store.forget([1])
    store.commit([a_message()], b"{}")
    assert store.pending(0, 10)[0].seq == 2


def test_a_transaction_waits_for_its_own_acknowledgement(store: Store) -> None:
    sold = [a_message("pump/1/transaction", pump=1, transaction=n) for n in (1, 2, 3)]
    store.commit([*sold, a_message("pump/2/transaction", pump=2, transaction=1)], b"{}")
    store.forget([1, 2, 3, 4])
    assert store.unacknowledged() == 4
    assert store.forget_transactions(1, 2) == [1, 2]
    assert [(left.pump, left.transaction) for left in store.pending(0, 10)] == [(1, 3), (2, 1)]


def test_everything_is_there_after_opening_again(tmp_path: Path) -> None:
    first = Store(tmp_path / "site.sqlite")
    first.commit([a_message(), a_message("telemetry")], b'{"a":1}')
    second = Store(tmp_path / "site.sqlite")
    assert second.load_state() == b'{"a":1}'
    assert second.counters == {"seq": 2, "messages_state": 1, "messages_telemetry": 1}
    assert second.ledger.as_json() == first.ledger.as_json()
    first.close()
    second.close()


def test_a_new_disk_has_no_state(store: Store) -> None:
    assert store.load_state() is None


def test_answers_are_kept_with_what_was_done(tmp_path: Path) -> None:
    first = Store(tmp_path / "site.sqlite")
    first.commit([a_message()], b'{"a":1}', ("c1", b"yes"))
    second = Store(tmp_path / "site.sqlite")
    assert (second.answer("c1"), second.load_state(), second.unacknowledged()) == (b"yes", b'{"a":1}', 1)
    assert second.answer("c2") is None
    first.close()
    second.close()


def test_the_last_answers_are_remembered(store: Store) -> None:
    for number in range(300):
        store.commit([], b"{}", (f"c{number}", b"yes"))
    assert [store.answer(f"c{number}") for number in (43, 44, 299)] == [None, b"yes", b"yes"]
