"""PostgreSQL, RabbitMQ, Redis, Mosquitto and Prometheus as child processes of our own."""

from motorway_local.engines import mosquitto, postgresql, prometheus, rabbitmq, redis
from motorway_local.program import Engine

ENGINES: tuple[Engine, ...] = (postgresql.ENGINE, rabbitmq.ENGINE, redis.ENGINE, mosquitto.ENGINE, prometheus.ENGINE)
