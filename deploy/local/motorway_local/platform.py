"""Where a platform lives, on which ports, with which secrets."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from motorway_local.ports import Ports

CODE = Path(__file__).resolve().parents[3]
HOST = "127.0.0.1"
PRIVATE = 0o600


@dataclass(frozen=True)
class Home:
    """The directory that holds everything a platform writes."""

    path: Path

    def __truediv__(self, name: str) -> Path:
        return self.path / name

    @property
    def pki(self) -> Path:
        return self.path / "pki"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def run(self) -> Path:
        return self.path / "run"

    @property
    def env_file(self) -> Path:
        return self.path / "platform.env"

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"


@dataclass(frozen=True)
class Platform:
    """What the configuration of every process is made from. `sites` is the text of the file of sites."""

    home: Home
    ports: Ports
    secrets: Mapping[str, str]
    sites: str
    code: Path = CODE
    python: str = sys.executable

    def address(self, name: str) -> str:
        """host:port"""
        return f"{HOST}:{self.ports[name]}"

    def database_url(self, package: str, role: str = "") -> str:
        """Of a service's database, as the service itself or as another role."""
        role = role or package
        return f"postgresql://{role}:{self.secrets[f'database_{role}']}@{self.address('postgresql')}/{package}"

    @property
    def amqp_url(self) -> str:
        return f"amqp://motorway:{self.secrets['rabbitmq']}@{self.address('rabbitmq')}/motorway"

    @property
    def redis_url(self) -> str:
        return f"redis://:{self.secrets['redis']}@{self.address('redis')}/0"

    @property
    def url(self) -> str:
        return f"http://{self.address('api_gateway')}"

    @property
    def stripe_url(self) -> str:
        """Of the Stripe simulator; also the pages to which it sends customers."""
        return f"http://{self.address('stripe')}"


def default_home() -> Path:
    """`.local` of the checkout, or where it points."""
    return (CODE / ".local").resolve()


def write(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a file at once or not at all. Nobody else can read a private one, not even for a moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as file:
        file.write(text)
    temporary.replace(path)
