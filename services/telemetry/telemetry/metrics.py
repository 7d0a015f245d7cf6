"""What operators watch."""

from prometheus_client import Counter, Gauge, Histogram

readings_stored = Counter("motorway_telemetry_readings_stored_total", "Readings committed", ["engine"])
messages_stored = Counter("motorway_telemetry_messages_stored_total", "Device messages committed", ["engine"])
duplicates = Counter("motorway_telemetry_duplicate_messages_total", "Device messages that were stored before")
too_old = Counter("motorway_telemetry_readings_too_old_total", "Readings older than the raw retention, not stored")
refused = Counter("motorway_telemetry_readings_refused_total", "Readings not stored for another reason", ["reason"])
dead = Counter("motorway_telemetry_events_dead_total", "Events sent to the dead letters", ["reason"])
retries = Counter("motorway_telemetry_flush_retries_total", "Flushes tried again because the database failed")
flush_seconds = Histogram("motorway_telemetry_flush_seconds", "Time of one transaction of readings")
flush_rows = Histogram(
    "motorway_telemetry_flush_readings",
    "Readings in one transaction",
    buckets=[1, 10, 100, 1000, 10_000, 30_000, 100_000],
)
lag_seconds = Histogram(
    "motorway_telemetry_lag_seconds",
    "From a message's arrival at the gateway to its commit, oldest message of a flush",
    buckets=[0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 60, 600, 3600],
)
rollup_lag_seconds = Gauge(
    "motorway_telemetry_rollup_lag_seconds", "Time since the rollups were last brought up to date"
)
partitions_made = Counter("motorway_telemetry_partitions_made_total", "Partitions created")
partitions_dropped = Counter("motorway_telemetry_partitions_dropped_total", "Partitions dropped by retention")
series_known = Gauge("motorway_telemetry_series_cached", "Series ids held in memory")
