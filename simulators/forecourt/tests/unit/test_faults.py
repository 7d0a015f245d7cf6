from forecourt_simulator.faults import MAX_HOLD_S, Faults, Loss
from forecourt_simulator.store import Spooled


def messages(*numbers: int) -> list[Spooled]:
    return [Spooled(seq, "alarm", b"", 0, 0) for seq in numbers]


def backwards() -> Faults:
    return Faults(shuffle=lambda held: held.reverse())


def test_without_orders_nothing_changes() -> None:
    assert Faults().apply(messages(1, 2), 0.0) == messages(1, 2)


def test_as_many_as_ordered_are_doubled() -> None:
    faults = Faults(duplicate=2)
    assert faults.apply(messages(1), 0.0) == messages(1, 1)
    assert faults.apply(messages(2, 3), 0.0) == messages(2, 3, 2)
    assert faults.apply(messages(4), 0.0) == messages(4)


def test_messages_are_held_until_there_are_enough_to_shuffle() -> None:
    faults = backwards()
    faults.reorder = 3
    assert faults.apply(messages(1, 2), 0.0) == []
    assert faults.apply(messages(3), 1.0) == messages(3, 2, 1)
    assert faults.apply(messages(4), 2.0) == messages(4)


def test_nothing_is_held_for_long() -> None:
    faults = backwards()
    faults.reorder = 100
    assert faults.apply(messages(1, 2), 0.0) == []
    assert faults.apply([], MAX_HOLD_S) == messages(2, 1)


def test_a_loss_strikes_so_often_or_so_long() -> None:
    counted, timed = Loss(count=2), Loss(until=10.0)
    assert [counted.strikes(0.0) for _ in range(3)] == [True, True, False]
    assert [timed.strikes(now) for now in (9.9, 10.0)] == [True, False]
