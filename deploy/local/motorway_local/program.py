"""What the supervisor runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from motorway_local.platform import Platform


@dataclass(frozen=True)
class Program:
    """One supervised process. `env` comes on top of a bare environment."""

    name: str
    command: tuple[str, ...]
    directory: Path
    env: Mapping[str, str] = field(default_factory=dict)
    stop_signal: str = "TERM"
    stop_wait_s: int = 30


@dataclass(frozen=True)
class Engine:
    """A server that is not ours: how its files are made, what runs, and whether it answers."""

    name: str
    prepare: Callable[[Platform], None]
    programs: Callable[[Platform], tuple[Program, ...]]
    ready: Callable[[Platform], bool]
