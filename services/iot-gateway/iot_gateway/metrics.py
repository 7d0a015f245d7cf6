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
device_certificate_expiry = Gauge(
    "iot_gateway_device_certificate_expiry_timestamp_seconds",
    "When the newest certificate of the site ends",
    ["site"],
)
own_certificate_expiry = Gauge(
    "iot_gateway_certificate_expiry_timestamp_seconds", "When a certificate that the gateway uses ends", ["use"]
)
