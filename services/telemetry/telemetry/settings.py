"""Settings, from MOTORWAY_* environment variables."""

from motorway_access.settings import AccessSettings

from telemetry.domain.partitions import Width


class TelemetrySettings(AccessSettings):
    """`partition` is the span of one partition of raw readings and minutes (plain PostgreSQL)."""

    database_url: str
    amqp_url: str
    grpc_bind: str = "127.0.0.1:0"
    raw_retention_days: int = 730
    minute_retention_days: int = 3650
    dedupe_days: int = 30
    partition: Width = Width.MONTH
    prefetch: int = 32
    flush_rows: int = 50_000
    flush_ms: int = 100
