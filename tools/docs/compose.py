"""deploy/compose/compose.yaml: the services as the chart knows them, with the chart's engines, on one machine."""

from pathlib import Path
from typing import Any

import yaml

CHART = Path("deploy/helm/motorway")
FILE = "deploy/compose/compose.yaml"
ENGINES = Path("deploy/compose/engines.yaml")
HEAD = """\
# The platform in containers, for one machine and simple staging: `make compose-up`. Ports are open here only.
# Made by `python -m tools.docs` of deploy/helm/motorway/files/services.yaml and deploy/compose/engines.yaml.
"""
OPS, GRPC = 9100, 50051
SCRATCH = "/tmp:size=256m"  # noqa: S108 - of a container of its own
MOUNT = "/run/motorway"
PARTS = "${STATE:?run make compose-up}/parts"
REGISTRY, TAG = "${REGISTRY:-motorway-petroleum}", "${TAG:-local}"
READY = f"import urllib.request; urllib.request.urlopen('http://127.0.0.1:{OPS}/readyz', timeout=4)"
PATIENCE = {"interval": "10s", "timeout": "5s", "start_period": "120s"}
PASSWORDS = {
    "rabbitmq": {"MOTORWAY_AMQP_URL": "amqp://motorway:${RABBITMQ_PASSWORD}@rabbitmq:5672/motorway"},
    "redis": {"MOTORWAY_REDIS_URL": "redis://:${REDIS_PASSWORD}@redis:6379/0"},
    "mqtt": {"MOTORWAY_MQTT_HOST": "mosquitto", "MOTORWAY_MQTT_PORT": "8883"},
}
OBSERVED = {
    "OTEL_EXPORTER_OTLP_ENDPOINT": "${OTEL_EXPORTER_OTLP_ENDPOINT:-}",
    "OTEL_TRACES_SAMPLER": "${OTEL_TRACES_SAMPLER:-parentbased_traceidratio}",
    "OTEL_TRACES_SAMPLER_ARG": "${OTEL_TRACES_SAMPLER_ARG:-0.01}",
    "MOTORWAY_SENTRY_DSN": "${MOTORWAY_SENTRY_DSN:-}",
}
"""Nothing leaves unless the file of settings names where to."""
OF_THIS_MACHINE = {
    "api-gateway": {
        "MOTORWAY_PUBLIC_URL": "${PUBLIC_URL:-http://127.0.0.1:18400}",
        "MOTORWAY_SECOND_FACTOR_ROLES": "${SECOND_FACTOR_ROLES-station_manager,area_manager,admin}",
    },
    "pos": {"MOTORWAY_PUBLIC_URL": "${PUBLIC_URL:-http://127.0.0.1:18400}"},
    "payments": {
        "MOTORWAY_PUBLIC_URL": "${PUBLIC_URL:-http://127.0.0.1:18400}",
        "MOTORWAY_STRIPE_API_BASE": "${STRIPE_BASE:-http://stripe:8455}",
        "MOTORWAY_STRIPE_FILES_BASE": "${STRIPE_FILES_BASE:-http://stripe:8455}",
    },
    "iot-gateway": {"MOTORWAY_INSTANCE": "1"},
}
PUBLISHED = {"api-gateway": ["127.0.0.1:18400:8400"], "iot-gateway": ["127.0.0.1:18412:8412"]}
OWN_SECRETS = {
    "MOTORWAY_KEY_SECRET": "${%s_KEY_SECRET}",
    "MOTORWAY_ADMIN_PASSWORD": "${ADMIN_PASSWORD}",
    "MOTORWAY_STRIPE_KEY": "${STRIPE_KEY}",
    "MOTORWAY_STRIPE_WEBHOOK_SECRETS": "${STRIPE_WEBHOOK_SECRETS}",
}
Document = dict[str, Any]


class _Plain(yaml.SafeDumper):
    """Without anchors, which nobody reads."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def documents(root: Path) -> dict[str, str]:
    """What is to be written, by path."""
    engines = yaml.safe_load((root / ENGINES).read_text())
    about = yaml.safe_load((root / CHART / "files" / "services.yaml").read_text())
    services = engines["services"] | {"migrations-" + name: _migration(name, of) for name, of in about.items()}
    services |= {name: _service(name, of) for name, of in about.items()}
    services["stripe"]["command"] += [f"--webhook-events={','.join(_events(root))}"]
    whole = {"name": "motorway", "services": services, "networks": engines["networks"], "volumes": engines["volumes"]}
    return {FILE: HEAD + yaml.dump(whole, Dumper=_Plain, sort_keys=False, width=160)}


def _events(root: Path) -> list[str]:
    return (root / CHART / "files" / "stripe-events.txt").read_text().split()


def _container(name: str) -> Document:
    return {
        "image": f"{REGISTRY}/{name}:{TAG}",
        "build": {
            "context": "../..",
            "dockerfile": "deploy/images/Dockerfile",
            "target": "api-gateway" if name == "api-gateway" else "service",
            "args": {"SERVICE": name},
        },
        "user": "10001:10001",
        "read_only": True,
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges:true"],
        "tmpfs": [SCRATCH],
        "networks": ["inside"],
    }


def _service(name: str, about: Document) -> Document:
    waits = [f"migrations-{name}", *(engine for engine in about["engines"] if engine not in {"postgresql", "mqtt"})]
    return _container(name) | {
        "restart": "unless-stopped",
        "stop_grace_period": "40s",
        "environment": _environment(name, about),
        "volumes": _volumes(name, about),
        "networks": ["inside", "outside"] if name in PUBLISHED or about.get("internet") else ["inside"],
        "healthcheck": {"test": ["CMD", "python", "-c", READY], **PATIENCE},
        "depends_on": {one: {"condition": _condition(one)} for one in waits},
        **({"ports": PUBLISHED[name]} if name in PUBLISHED else {}),
    }


def _condition(name: str) -> str:
    return "service_completed_successfully" if name.startswith("migrations-") else "service_healthy"


def _migration(name: str, about: Document) -> Document:
    owner = about.get("owner")
    environment = _environment(name, about)
    if owner:
        environment["MOTORWAY_MIGRATION_DATABASE_URL"] = _database(name, owner)
    return _container(name) | {
        "command": ["migrate"],
        "restart": "on-failure",
        "environment": environment,
        "depends_on": {"databases": {"condition": "service_completed_successfully"}},
    }


def _environment(name: str, about: Document) -> dict[str, str]:
    settings = {
        "MOTORWAY_OPS_BIND": f"0.0.0.0:{OPS}",
        **OBSERVED,
        **{f"MOTORWAY_GRPC_{what}_FILE": f"{MOUNT}/tls/{file}" for what, file in _TLS.items()},
        "MOTORWAY_DATABASE_URL": _database(name, name.replace("-", "_")),
    }
    if about.get("grpc") is not False:
        settings["MOTORWAY_GRPC_BIND"] = f"0.0.0.0:{GRPC}"
        settings["MOTORWAY_CALLER_KEYS_FILE"] = f"{MOUNT}/callers/callers.pem"
        settings["MOTORWAY_SERVICE_KEYS_DIR"] = f"{MOUNT}/service-keys"
    for engine in about["engines"]:
        settings |= PASSWORDS.get(engine, {})
    settings |= {f"MOTORWAY_{_upper(one)}_ADDRESS": f"{one}:{GRPC}" for one in about.get("calls", ())}
    settings |= {setting: _own_secret(name, setting) for setting in about.get("own", ())}
    settings |= {setting: f"{MOUNT}/own/{key}" for setting, key in about.get("files", {}).items()}
    if watched := about.get("watches"):
        settings["MOTORWAY_WATCHED_METRICS"] = ",".join(f"{one.replace('-', '_')}={one}:{OPS}" for one in watched)
    settings |= about.get("env", {})
    return settings | OF_THIS_MACHINE.get(name, {})


_TLS = {"CERT": "tls.crt", "KEY": "tls.key", "CA": "ca.crt"}


def _database(name: str, role: str) -> str:
    return f"postgresql://{role}:${{DATABASE_{role.upper()}}}@postgresql:5432/{name.replace('-', '_')}"


def _own_secret(name: str, setting: str) -> str:
    text = OWN_SECRETS[setting]
    return text % _upper(name) if "%s" in text else text


def _upper(name: str) -> str:
    return name.replace("-", "_").upper()


def _volumes(name: str, about: Document) -> list[str]:
    parts = {"tls": f"{name}-tls", "callers": "callers", "service-keys": "service-keys", **about.get("parts", {})}
    if about.get("files"):
        parts["own"] = name
    return [f"{PARTS}/{part}:{MOUNT}/{place}:ro" for place, part in parts.items()]
