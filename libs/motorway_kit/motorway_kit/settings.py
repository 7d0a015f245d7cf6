"""Settings come from environment variables named MOTORWAY_*."""

from typing import Self, TypeVar

from pydantic import ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from motorway_kit.grpc_tls import GrpcTls


class Settings(BaseSettings):
    """What every service takes.

    `ops_bind` is host:port of /livez, /readyz and /metrics. `sentry_dsn`: where errors are reported, scrubbed. The
    three `grpc_…_file` go together: with them, calls between services are mutual TLS. `grpc_reflection` is for
    development. `migration_database_url`: of the role that owns the tables, where the application's own does not.
    """

    model_config = SettingsConfigDict(env_prefix="MOTORWAY_", extra="ignore", frozen=True)

    ops_bind: str = "127.0.0.1:0"
    log_level: str = "info"
    sentry_dsn: str = ""
    grpc_cert_file: str = ""
    grpc_key_file: str = ""
    grpc_ca_file: str = ""
    grpc_reflection: bool = False
    migration_database_url: str = ""

    @property
    def grpc_tls(self) -> GrpcTls | None:
        return GrpcTls(self.grpc_cert_file, self.grpc_key_file, self.grpc_ca_file) if self.grpc_cert_file else None

    @model_validator(mode="after")
    def _all_or_none(self) -> Self:
        files = (self.grpc_cert_file, self.grpc_key_file, self.grpc_ca_file)
        if any(files) and not all(files):
            raise ValueError("grpc_cert_file, grpc_key_file and grpc_ca_file go together")
        return self


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
