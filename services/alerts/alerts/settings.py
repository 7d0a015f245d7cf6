"""Settings of the alerts service."""

from motorway_access.settings import AccessSettings


class AlertsSettings(AccessSettings):
    """A controller must be offline for `offline_grace_s` before an alert is raised.

    Running totals and tank readings are gathered for at most `live_tick_s`. Something told again is recognised for
    `live_seen_s`.
    """

    database_url: str
    amqp_url: str
    redis_url: str
    grpc_bind: str = "127.0.0.1:18430"
    prefetch: int = 128
    offline_grace_s: float = 5.0
    live_tick_s: float = 0.05
    live_max_length: int = 200_000
    live_seen_s: int = 3600
