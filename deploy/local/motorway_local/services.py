"""Our own processes: the services, and the settings each gets."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from motorway_local import caller_keys
from motorway_local.platform import HOST, Platform
from motorway_local.program import Program

Settings = Mapping[str, str]
RAW_RETENTION_DAYS = 3650  # old recordings can be replayed into a local platform
WITH_OUTBOX = ("pos", "payments", "iot_gateway", "alerts")
OBSERVED = (
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_TRACES_SAMPLER",
    "OTEL_TRACES_SAMPLER_ARG",
    "OTEL_BSP_SCHEDULE_DELAY",
    "MOTORWAY_SENTRY_DSN",
)
"""Handed on from whoever starts the platform: where its processes send traces and errors."""
REQUESTS_A_MINUTE = 600_000  # everybody shares one address here


@dataclass(frozen=True)
class Service:
    """A service of the platform by its package; `settings` are without the MOTORWAY_ prefix.

    Where it does not own its tables another role does, which applies the migrations and which it does not know.
    """

    package: str
    settings: Callable[[Platform], Settings]
    owns_tables: bool = True

    @property
    def name(self) -> str:
        return self.package.replace("_", "-")

    @property
    def owner(self) -> str:
        """The role that owns the database and its tables."""
        return self.package if self.owns_tables else f"{self.package}_owner"

    @property
    def roles(self) -> tuple[str, ...]:
        """Its roles in PostgreSQL."""
        return tuple(dict.fromkeys((self.package, self.owner)))

    def env(self, platform: Platform) -> dict[str, str]:
        certificates = platform.home.pki / "services"
        common = {
            "OPS_BIND": platform.address(f"{self.package}_ops"),
            "DATABASE_URL": platform.database_url(self.package),
            "GRPC_CERT_FILE": str(certificates / f"{self.name}.pem"),
            "GRPC_KEY_FILE": str(certificates / f"{self.name}.key"),
            "GRPC_CA_FILE": str(certificates / "ca.pem"),
            "GRPC_REFLECTION": "true",
            "CALLER_KEYS_FILE": str(caller_keys.public_file(platform.home)),
            "SERVICE_KEYS_DIR": str(caller_keys.service_keys(platform.home)),
        }
        settings = {**common, **self.settings(platform)}
        return {f"MOTORWAY_{name}": value for name, value in settings.items()} | python_env(platform.code)

    def command(self, platform: Platform) -> tuple[str, ...]:
        return (platform.python, "-m", self.package)

    def program(self, platform: Platform) -> Program:
        return Program(self.name, self.command(platform), platform.home.run, self.env(platform))


def python_env(code: Path) -> dict[str, str]:
    roots = [code / "libs" / name for name in ("motorway_proto", "motorway_kit", "motorway_access")]
    roots += [code / "simulators" / name for name in ("forecourt", "cashiers", "stripe", "printer")]
    roots += [code / "bridges" / "escpos"]
    roots += [code / "services" / service.name for service in SERVICES]
    observed = {name: os.environ[name] for name in OBSERVED if name in os.environ}
    return {"PYTHONPATH": ":".join(map(str, roots)), "PYTHONUNBUFFERED": "1", **observed}


def _api_gateway(platform: Platform) -> Settings:
    settings = {
        "HTTP_BIND": platform.address("api_gateway"),
        "REDIS_URL": platform.redis_url,
        "KEY_SECRET": platform.secrets["key_secret"],
        "CALLER_KEY_FILE": str(caller_keys.private_file(platform.home)),
        "CALLER_KEYS_FILE": str(caller_keys.audit_file(platform.home)),
        "SECOND_FACTOR_ROLES": "",  # the admin of platform.env signs in with the password alone
        "RATE_LIMIT_PER_KEY": str(REQUESTS_A_MINUTE),
        "RATE_LIMIT_PER_ADDRESS": str(REQUESTS_A_MINUTE),
        "ADMIN_USER": "admin",
        "ADMIN_PASSWORD": platform.secrets["admin"],
    }
    neighbours = ("pos", "iot_gateway", "telemetry", "alerts", "payments")
    settings |= {f"{name.upper()}_ADDRESS": platform.address(name) for name in neighbours}
    web = platform.code / "web" / "out"
    return settings | ({"WEB_ROOT": str(web)} if web.is_dir() else {})


def _iot_gateway(platform: Platform) -> Settings:
    pki = platform.home.pki
    return {
        "AMQP_URL": platform.amqp_url,
        "GRPC_BIND": platform.address("iot_gateway"),
        "MQTT_HOST": HOST,
        "MQTT_PORT": str(platform.ports["mosquitto"]),
        "CA_FILE": str(pki / "ca.pem"),
        "MQTT_CERT_FILE": str(pki / "iot-gateway.pem"),
        "MQTT_KEY_FILE": str(pki / "iot-gateway.key"),
        "BRIDGE_BIND": platform.address("bridge"),
        "BRIDGE_CERT_FILE": str(pki / "bridge.pem"),
        "BRIDGE_KEY_FILE": str(pki / "bridge.key"),
        "ISSUER_CERT_FILE": str(pki / "ca.pem"),
        "ISSUER_KEY_FILE": str(pki / "ca.key"),
        "CRL_FILE": str(pki / "crl.pem"),
        "BROKER_PID_FILE": str(platform.home / "mosquitto" / "mosquitto.pid"),
    }


def _telemetry(platform: Platform) -> Settings:
    return {
        "AMQP_URL": platform.amqp_url,
        "GRPC_BIND": platform.address("telemetry"),
        "RAW_RETENTION_DAYS": str(RAW_RETENTION_DAYS),
    }


def _alerts(platform: Platform) -> Settings:
    return {
        "AMQP_URL": platform.amqp_url,
        "REDIS_URL": platform.redis_url,
        "GRPC_BIND": platform.address("alerts"),
        "POS_ADDRESS": platform.address("pos"),
        "IOT_GATEWAY_ADDRESS": platform.address("iot_gateway"),
        "TELEMETRY_ADDRESS": platform.address("telemetry"),
        "SERVICE_KEY_FILE": str(caller_keys.service_private_file(platform.home, "alerts")),
        "KEY_SECRET": platform.secrets["alerts_key_secret"],
        "VAPID_KEY_FILE": str(caller_keys.push_file(platform.home)),
        "OUTGOING_NETS": "127.0.0.0/8,::1/128",
        "PUBLIC_URL": platform.url,
        "WATCHED_METRICS": ",".join(f"{name}={platform.address(f'{name}_ops')}" for name in WITH_OUTBOX),
    }


def _pos(platform: Platform) -> Settings:
    return {
        "AMQP_URL": platform.amqp_url,
        "GRPC_BIND": platform.address("pos"),
        "IOT_GATEWAY_ADDRESS": platform.address("iot_gateway"),
        "TELEMETRY_ADDRESS": platform.address("telemetry"),
        "SERVICE_KEY_FILE": str(caller_keys.service_private_file(platform.home, "pos")),
        "PUBLIC_URL": platform.url,
        "PAYMENTS_ADDRESS": platform.address("payments"),
    }


def _payments(platform: Platform) -> Settings:
    return {
        "AMQP_URL": platform.amqp_url,
        "GRPC_BIND": platform.address("payments"),
        "POS_ADDRESS": platform.address("pos"),
        "SERVICE_KEY_FILE": str(caller_keys.service_private_file(platform.home, "payments")),
        "STRIPE_API_BASE": platform.stripe_url,
        "STRIPE_FILES_BASE": platform.stripe_url,
        "STRIPE_KEY": platform.secrets["stripe_key"],
        "STRIPE_WEBHOOK_SECRETS": platform.secrets["stripe_webhook"],
        "PUBLIC_URL": platform.url,
    }


SERVICES = (
    Service("pos", _pos),
    Service("payments", _payments),
    Service("iot_gateway", _iot_gateway),
    Service("telemetry", _telemetry),
    Service("alerts", _alerts),
    Service("api_gateway", _api_gateway, owns_tables=False),
)
