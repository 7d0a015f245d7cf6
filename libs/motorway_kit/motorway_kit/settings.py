"""Settings come from environment variables named MOTORWAY_*."""

from typing import TypeVar

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What every service takes.

    `ops_bind` is host:port of /livez, /readyz and /metrics. Traces leave only when `otlp_endpoint` is set.
    """

    model_config = SettingsConfigDict(env_prefix="MOTORWAY_", extra="ignore", frozen=True)

    ops_bind: str = "127.0.0.1:0"
    log_level: str = "info"
    otlp_endpoint: str = ""


S = TypeVar("S", bound=Settings)


def load(cls: type[S]) -> S:
    """Read the settings, or end the process naming each variable that is missing or wrong."""
    try:
        return cls()
    except ValidationError as error:
        problems = (f"MOTORWAY_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors())
        raise SystemExit("settings: " + "; ".join(problems)) from None


def host_port(bind: str) -> tuple[str, int]:
    """Split `127.0.0.1:8080`."""
    host, _, port = bind.rpartition(":")
    return host.strip("[]") or "127.0.0.1", int(port)
