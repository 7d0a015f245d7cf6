"""What this service counts."""

from prometheus_client import Counter, Gauge, Histogram

live_clients = Gauge("motorway_live_clients", "Open live streams")
live_ended = Counter("motorway_live_ended", "Live streams ended because of their session or its rights")
live_events = Counter("motorway_live_events", "Events read from the live stream")
live_unreadable = Counter("motorway_live_unreadable", "Entries of the live stream that are no event")
live_deliveries = Counter("motorway_live_deliveries", "Events written to clients")
live_fell_behind = Counter("motorway_live_fell_behind", "Clients that were slower than their events")
live_resets = Counter("motorway_live_resets", "Clients told to load everything anew", ["reason"])
live_delay = Histogram(
    "motorway_live_delay_seconds",
    "From a live event's entry into Redis to its writing",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5),
)
sign_ins = Counter("motorway_sign_ins", "Attempts to sign in", ["method", "outcome"])
refreshes = Counter("motorway_refreshes", "Refresh tokens that came: first, again (within the leeway), reused", ["use"])
sessions_ended = Counter("motorway_sessions_ended", "Sessions ended before their time", ["reason"])
accounts_locked = Counter("motorway_accounts_locked", "Accounts locked after too many failures")
signing_keys_made = Counter("motorway_signing_keys_made", "Keys of access tokens that were made")
audit_records = Counter("motorway_audit_records", "Records put into the audit chain", ["outcome"])
audit_waiting = Gauge("motorway_audit_waiting", "Records that wait for the audit chain")
audit_refused = Counter("motorway_audit_refused", "Records that the database did not take")
audit_went_back = Counter("motorway_audit_went_back", "Appends that found an older head than this process had seen")
audit_append_seconds = Histogram(
    "motorway_audit_append_seconds",
    "From taking a batch of records to its commit",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5),
)
idempotent_replays = Counter("motorway_idempotent_replays", "Answers given again to a repeated Idempotency-Key")
backup_newest = Gauge("motorway_backup_newest_timestamp_seconds", "Instant of the newest complete backup; 0: none yet")
backup_newest_proven = Gauge(
    "motorway_backup_newest_proven_timestamp_seconds",
    "Instant of the newest backup that was restored beside; 0: none yet",
)
