"""Passwords, made once and kept."""

import json
import secrets
from collections.abc import Mapping
from pathlib import Path

from motorway_local.platform import PRIVATE, write
from motorway_local.services import SERVICES

NAMES = (
    "admin",
    "postgresql",
    "database_monitoring",
    *(f"database_{role}" for service in SERVICES for role in service.roles),
    "rabbitmq",
    "erlang_cookie",
    "redis",
    "emqx_api",
    "emqx_dashboard",
    "key_secret",
    "alerts_key_secret",
    "stripe_key",
    "stripe_webhook",
)
PREFIXES = {"stripe_key": "sk_test_", "stripe_webhook": "whsec_"}
"""How Stripe's own are recognised."""


def load_or_make(file: Path) -> Mapping[str, str]:
    """Every secret by name; those that are missing in the file are made and added."""
    known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    missing = [name for name in NAMES if name not in known]
    if missing:
        known |= {name: _made(name) for name in missing}
        write(file, json.dumps(known, indent=2), PRIVATE)
    return known


def _made(name: str) -> str:
    return PREFIXES.get(name, "") + secrets.token_hex(10 if name == "admin" else 24)
