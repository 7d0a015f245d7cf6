"""When something that was not delivered is tried again, and when it is given up."""

from datetime import timedelta

from alerts.domain.channel import Kind

FIRST = timedelta(seconds=2)
LONGEST = timedelta(minutes=10)
LONGEST_WISH = timedelta(hours=1)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WORTH = {
    Kind.EMAIL: DAY,
    Kind.SMS: 2 * HOUR,
    Kind.WEBHOOK: DAY,
    Kind.MQTT: timedelta(minutes=15),
    Kind.WEB_PUSH: 2 * HOUR,
    Kind.APPRISE: 2 * HOUR,
}
"""For how long it is worth telling: an old sounder tells nobody anything."""


def pause(attempts: int, luck: float, asked_for: timedelta | None = None) -> timedelta:
    """How long to wait after so many attempts (from 1): twice as long each time, give or take a quarter by `luck`.

    `luck` is from 0 to 1. What the other side asked for (`Retry-After`) counts when it is longer, up to an hour.
    """
    doubled: int = 2 ** min(attempts - 1, 20)
    usual = min(FIRST * doubled, LONGEST) * (0.75 + luck / 2)
    return max(usual, min(asked_for or usual, LONGEST_WISH))


def is_late(kind: Kind, waited: timedelta) -> bool:
    """Whether it is given up, so long after it should have gone out."""
    return waited >= WORTH[kind]
