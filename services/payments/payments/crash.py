"""Points at which the process kills itself when it is told to (MOTORWAY_CRASH_AT). For tests."""

import os
import signal
from enum import StrEnum


class CrashPoint(StrEnum):
    """Around each call to Stripe, around each record of what it said, and around each webhook."""

    BEFORE_CREATE = "before_create"
    AFTER_CREATE = "after_create"
    BEFORE_CONFIRM = "before_confirm"
    AFTER_CONFIRM = "after_confirm"
    BEFORE_CAPTURE = "before_capture"
    AFTER_CAPTURE = "after_capture"
    BEFORE_RECORD = "before_record"
    AFTER_RECORD = "after_record"
    BEFORE_REFUND = "before_refund"
    AFTER_REFUND = "after_refund"
    BEFORE_CANCEL = "before_cancel"
    AFTER_CANCEL = "after_cancel"
    WEBHOOK_STORED = "webhook_stored"
    WEBHOOK_HANDLED = "webhook_handled"


def crash_here(point: CrashPoint) -> None:
    """Ends the process as `kill -9` would, if this is the point that was named."""
    if os.environ.get("MOTORWAY_CRASH_AT") == point:
        os.kill(os.getpid(), signal.SIGKILL)
