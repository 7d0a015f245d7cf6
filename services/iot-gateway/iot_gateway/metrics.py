"""What the gateway counts."""

from prometheus_client import Counter, Gauge, Histogram

mqtt_connects = Counter("iot_gateway_mqtt_connects_total", "Attempts to hold the hot connection that ended")
held_messages = Gauge("iot_gateway_held_messages", "Messages read and not confirmed yet")
held_bytes = Gauge("iot_gateway_held_bytes", "Their payload bytes")
reading_stopped = Gauge("iot_gateway_reading_stopped", "1 while nothing is read because too much is unconfirmed")
bundle_messages = Histogram(
    "iot_gateway_bundle_messages", "Device messages in one AMQP message", buckets=(1, 3, 10, 30, 100, 300, 1000)
)
duplicate_transactions = Counter("iot_gateway_duplicate_transactions_total", "Transactions that were stored before")
commands = Counter("iot_gateway_commands_total", "Orders and questions to controllers", ["kind", "outcome"])
command_round_trip = Histogram(
    "iot_gateway_command_round_trip_seconds",
    "From sending a command until its answer",
    buckets=(0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4),
)
late_answers = Counter("iot_gateway_late_answers_total", "Answers that nobody waited for any more")
device_certificate_expiry = Gauge(
    "iot_gateway_device_certificate_expiry_timestamp_seconds",
    "When the newest certificate of the site ends",
    ["site"],
)
own_certificate_expiry = Gauge(
    "iot_gateway_certificate_expiry_timestamp_seconds", "When a certificate that the gateway uses ends", ["use"]
)
