"""What a simulated account is like."""

from dataclasses import dataclass

API_VERSION = "2026-10-28.endive"
DAY_S = 86_400


@dataclass(frozen=True)
class Settings:
    """Keys that are accepted, where hosted pages are found, and the terms of the account (times in seconds)."""

    keys: frozenset[str] = frozenset({"sk_test_simulator"})
    public_url: str = "http://127.0.0.1:12111"
    settlement_s: int = 2 * DAY_S
    payouts_daily: bool = False
    delayed_refund_s: int = 60
    idempotency_s: int = DAY_S
