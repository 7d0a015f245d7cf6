"""When silence means something."""

from alerts.domain.catching_up import BACKLOG_US, FLOWING_US, PAUSE_US, RETURNING_US, SETTLING_US, CatchingUp

NOW = 1_790_000_000_000_000


def test_a_queue_that_gives_nothing_for_a_while_has_nothing() -> None:
    queue = CatchingUp()
    assert queue.up_to(NOW) == 0
    queue.connection(NOW, connected=True)
    assert queue.up_to(NOW + FLOWING_US - 1) == 0
    assert queue.up_to(NOW + FLOWING_US) == NOW + FLOWING_US - SETTLING_US


def test_a_backlog_is_looked_at_in_its_own_time() -> None:
    queue = CatchingUp()
    queue.connection(NOW - FLOWING_US, connected=True)
    queue.took(NOW, NOW - 3_600_000_000, more=True)
    queue.took(NOW, NOW - BACKLOG_US - 1, more=False)
    assert queue.up_to(NOW) == queue.up_to(NOW + PAUSE_US - 1) == NOW - BACKLOG_US - 1
    queue.took(NOW + 1, NOW - 3, more=False)
    assert queue.up_to(NOW + PAUSE_US) == NOW + PAUSE_US - SETTLING_US


def test_a_message_without_delay_holds_nothing_up_and_time_never_goes_back() -> None:
    queue = CatchingUp()
    queue.connection(NOW - FLOWING_US, connected=True)
    queue.took(NOW, NOW - 10, more=False)
    assert queue.up_to(NOW) == NOW - 10
    assert queue.up_to(NOW + SETTLING_US) == NOW


def test_after_an_outage_of_the_broker_its_publishers_are_waited_for() -> None:
    queue = CatchingUp()
    queue.connection(NOW, connected=True)
    queue.connection(NOW + 60_000_000, connected=False)
    assert queue.up_to(NOW + 600_000_000) == 0
    queue.connection(NOW + 600_000_000, connected=True)
    assert queue.up_to(NOW + 600_000_000 + RETURNING_US - 1) == 0
    assert queue.up_to(NOW + 600_000_000 + RETURNING_US) > 0
