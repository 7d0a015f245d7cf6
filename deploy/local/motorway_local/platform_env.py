"""platform.env: what a client of the platform needs to know."""

import os
from pathlib import Path

from motorway_local import caller_keys
from motorway_local.pki import OPERATOR
from motorway_local.platform import HOST, PRIVATE, Home, Platform, write
from motorway_local.services import SERVICES, Service


def values(platform: Platform) -> dict[str, str]:
    """Names are without the MOTORWAY_ prefix."""
    ports, pki = platform.ports, platform.home.pki
    known = {
        "URL": platform.url,
        "ADMIN_USER": "admin",
        "ADMIN_PASSWORD": platform.secrets["admin"],
        "MQTT_HOST": HOST,
        "MQTT_PORT": str(ports["mosquitto"]),
        "CA_FILE": str(pki / "ca.pem"),
        "CRL_FILE": str(pki / "crl.pem"),
        "SITES_PKI": str(pki / "sites"),
        "BRIDGE_URL": f"https://{platform.address('bridge')}",
        "SIMULATOR_URL": f"http://{platform.address('simulator')}",
        "STRIPE_URL": platform.stripe_url,
        "STRIPE_CONTROL_URL": f"http://{platform.address('stripe_control')}",
        "STRIPE_KEY": platform.secrets["stripe_key"],
        "STRIPE_WEBHOOK_SECRET": platform.secrets["stripe_webhook"],
        "AMQP_URL": platform.amqp_url,
        "RABBITMQ_MANAGEMENT_URL": f"http://{platform.address('rabbitmq_management')}",
        "RABBITMQ_METRICS_URL": f"http://{platform.address('rabbitmq_prometheus')}/metrics",
        "REDIS_URL": platform.redis_url,
        "PROMETHEUS_URL": f"http://{platform.address('prometheus')}",
        "OTLP_ENDPOINT": os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT", ""),
    }
    for service in SERVICES:
        known |= _of_service(platform, service)
    return known | _between_services(platform.home)


def _of_service(platform: Platform, service: Service) -> dict[str, str]:
    name = service.package.upper()
    known = {
        f"{name}_OPS": platform.address(f"{service.package}_ops"),
        f"DATABASE_URL_{name}": platform.database_url(service.package),
    }
    if not service.owns_tables:
        known[f"OWNER_DATABASE_URL_{name}"] = platform.database_url(service.package, service.owner)
    if service.package != "api_gateway":
        known[f"{name}_ADDRESS"] = platform.address(service.package)
    return known


def _between_services(home: Home) -> dict[str, str]:
    """For whoever calls a service directly, past the gateway and its audit: tests, and a person in an emergency."""
    services = home.pki / "services"
    return {
        "SERVICES_CA_FILE": str(services / "ca.pem"),
        "OPERATOR_CERT_FILE": str(services / f"{OPERATOR}.pem"),
        "OPERATOR_KEY_FILE": str(services / f"{OPERATOR}.key"),
        "CALLER_KEY_FILE": str(caller_keys.private_file(home)),
        "CALLER_KEYS_FILE": str(caller_keys.public_file(home)),
        "AUDIT_KEYS_FILE": str(caller_keys.audit_file(home)),
    }


def save(platform: Platform) -> None:
    lines = (f"MOTORWAY_{name}={value}\n" for name, value in values(platform).items())
    write(platform.home.env_file, "".join(lines), PRIVATE)


def read(file: Path) -> dict[str, str]:
    """The values by name without the prefix. Raises FileNotFoundError when the platform was never started."""
    pairs = (line.partition("=") for line in file.read_text().splitlines() if "=" in line)
    return {name.removeprefix("MOTORWAY_"): value for name, _, value in pairs}
