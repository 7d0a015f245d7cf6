"""What the alerts service measures."""

from prometheus_client import Counter, Histogram

device_messages = Counter("motorway_alerts_device_messages_total", "Device messages taken from events")
unreadable = Counter("motorway_alerts_unreadable_messages_total", "Device messages that could not be read", ["kind"])
alert_changes = Counter("motorway_alert_changes_total", "Steps of alerts, by the state they led to", ["rule", "state"])
live_written = Counter("motorway_live_entries_written_total", "Entries added to the live stream")
live_known = Counter("motorway_live_entries_known_total", "Entries not added again, or older than the newest")
live_coalesced = Counter("motorway_live_coalesced_total", "Readings that a newer one replaced before they were written")
live_delay = Histogram(
    "motorway_live_write_seconds",
    "From taking an event to its entries being in Redis",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0),
)
