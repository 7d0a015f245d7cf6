"""What the alerts service measures."""

from prometheus_client import Counter, Gauge, Histogram

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
evaluating = Gauge("motorway_alerts_evaluating", "1 where the rules are evaluated")
takeovers = Counter("motorway_alerts_takeovers_total", "Times that this process took over the evaluation of rules")
evaluated = Counter("motorway_alerts_rules_evaluated_total", "Evaluations of a rule for a device")
late = Counter("motorway_alerts_late_observations_total", "Values older than the newest of their series")
failed = Counter("motorway_alerts_failed_expressions_total", "Expressions of rules that could not be evaluated")
evaluation_lag = Histogram(
    "motorway_alerts_evaluation_lag_seconds",
    "From the receipt of an event to what it means being stored",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0, 300.0, 3600.0),
)
evaluation_batch = Histogram(
    "motorway_alerts_evaluation_batch_events", "Events evaluated together", buckets=(1, 5, 20, 50, 100, 200, 500)
)
open_alerts = Gauge("motorway_alerts_open", "Alerts that are not resolved", ["severity"])
planned = Counter("motorway_alerts_notifications_total", "Notifications that were decided on", ["news"])
nobody_told = Counter("motorway_alerts_nobody_told_total", "Stages of policies that reached nobody", ["policy"])
deliveries = Counter(
    "motorway_alerts_deliveries_total", "Attempts to deliver a notification", ["channel", "kind", "outcome"]
)
delivery_time = Histogram("motorway_alerts_delivery_seconds", "Time of one attempt to deliver", ["kind"])
notification_lag = Histogram(
    "motorway_alerts_notification_lag_seconds",
    "From what happened to the first notification of it being delivered",
    ["kind"],
    buckets=(0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0, 7200.0),
)
notifications_waiting = Gauge("motorway_alerts_notifications_waiting", "Notifications that wait", ["channel"])
oldest_notification = Gauge(
    "motorway_alerts_oldest_notification_seconds", "For how long the oldest has waited", ["channel"]
)
escalations_at_work = Gauge("motorway_alerts_escalations", "Escalation policies that are at work at an alert")
