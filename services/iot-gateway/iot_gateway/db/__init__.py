"""SQL and rows."""

from typing import TypeAlias

from motorway_kit.db import Connection, Pool

Reader: TypeAlias = "Connection | Pool"
