"""What an installation needs to have made once, and who of it needs what.

It is made as `make up` makes it, in a folder, and handed out in parts: a part is a folder of files under Compose, a
Secret on Kubernetes. Nobody gets more than their part.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from motorway_access.roles import SERVICES as ASKING
from motorway_local import caller_keys, credentials, pki
from motorway_local.platform import Home
from motorway_local.services import SERVICES

Part = Mapping[str, bytes]
GATEWAY, DEVICES = "api-gateway", "iot-gateway"
OWN_SECRETS = {
    GATEWAY: {"key-secret": "key_secret", "admin-password": "admin"},
    "alerts": {"key-secret": "alerts_key_secret"},
    "payments": {"stripe-key": "stripe_key", "stripe-webhook-secrets": "stripe_webhook"},
}
ENGINES = {
    "postgresql": {"password": "postgresql"},
    "monitoring": {"database-password": "database_monitoring"},
    "rabbitmq": {"password": "rabbitmq", "erlang-cookie": "erlang_cookie"},
    "redis": {"password": "redis"},
}


def is_certificate(part: str) -> bool:
    """Whether others may make it."""
    return part.endswith(("-tls", "-mqtt", "-ca"))


def make(folder: Path, hosts: Mapping[str, Sequence[str]]) -> dict[str, Part]:
    """Make what is missing below the folder, and return all parts by name."""
    home = Home(folder)
    secrets = credentials.load_or_make(folder / "secrets.json")
    pki.make_missing(home.pki, hosts)
    caller_keys.make_missing(home)
    return dict(_parts(home, secrets))


def _parts(home: Home, secrets: Mapping[str, str]) -> Iterator[tuple[str, Part]]:
    for engine, names in ENGINES.items():
        yield engine, {key: secrets[name].encode() for key, name in names.items()}
    yield "emqx", _emqx(secrets)
    yield "callers", _public_keys(home)
    yield (
        "service-keys",
        {f"{name}.pem": (caller_keys.service_keys(home) / f"{name}.pem").read_bytes() for name in ASKING},
    )
    yield "device-ca", _certified(home.pki, "ca")
    for name in ("mosquitto", "bridge", "iot-gateway"):
        yield f"{name}-mqtt" if name == DEVICES else f"{name}-tls", _certified(home.pki, name)
    for service in SERVICES:
        yield f"{service.name}-tls", _certified(home.pki / "services", service.name)
        yield service.name, _own(home, secrets, service.name)


def _emqx(secrets: Mapping[str, str]) -> Part:
    """The iot-gateway asks its HTTP API with this key."""
    made = {"api-secret": "emqx_api", "dashboard-password": "emqx_dashboard"}
    return {"api-key": DEVICES.encode(), **{key: secrets[name].encode() for key, name in made.items()}}


def _public_keys(home: Home) -> Part:
    return {
        "callers.pem": caller_keys.public_file(home).read_bytes(),
        "audit.pem": caller_keys.audit_file(home).read_bytes(),
    }


def _certified(folder: Path, name: str) -> dict[str, bytes]:
    files = {"tls.crt": f"{name}.pem", "tls.key": f"{name}.key", "ca.crt": "ca.pem"}
    return {key: (folder / file).read_bytes() for key, file in files.items()}


def _own(home: Home, secrets: Mapping[str, str], name: str) -> Part:
    """What only this service may know."""
    package = name.replace("-", "_")
    part = {key: secrets[secret].encode() for key, secret in OWN_SECRETS.get(name, {}).items()}
    part["database-password"] = secrets[f"database_{package}"].encode()
    if f"database_{package}_owner" in secrets:
        part["owner-password"] = secrets[f"database_{package}_owner"].encode()
    if name == GATEWAY:
        part["caller.key"] = caller_keys.private_file(home).read_bytes()
    if name in ASKING:
        part["service.key"] = caller_keys.service_private_file(home, name).read_bytes()
    if name == "alerts":
        part["push.key"] = caller_keys.push_file(home).read_bytes()
    return part


def variables(parts: Mapping[str, Part]) -> str:
    """Passwords as variables of a shell, for Compose."""
    engines = [engine for engine, secrets in ENGINES.items() if "password" in secrets]
    known = {f"{_upper(engine)}_PASSWORD": parts[engine]["password"] for engine in engines}
    known["DATABASE_MONITORING"] = parts["monitoring"]["database-password"]
    known["ADMIN_PASSWORD"] = parts[GATEWAY]["admin-password"]
    known["DATABASE_API_GATEWAY_OWNER"] = parts[GATEWAY]["owner-password"]
    known |= {f"DATABASE_{_upper(service.name)}": parts[service.name]["database-password"] for service in SERVICES}
    known |= {f"{_upper(name)}_KEY_SECRET": parts[name]["key-secret"] for name in (GATEWAY, "alerts")}
    known |= {_upper(key): parts["payments"][key] for key in OWN_SECRETS["payments"]}
    return "".join(f"{name}={value.decode()}\n" for name, value in known.items())


def _upper(name: str) -> str:
    return name.replace("-", "_").upper()


def pack(folder: Path) -> bytes:
    """Everything below the folder as one document, for where there is no disk to keep it on."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return json.dumps({str(path.relative_to(folder)): path.read_text() for path in files}).encode()


def unpack(document: bytes, folder: Path) -> None:
    """What `pack` packed. Raises ValueError for a name that leads out of the folder."""
    for name, text in json.loads(document).items():
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise ValueError(f"{name} leads out of the folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(0o600)
        path.write_text(text)
