"""Redis: the live stream, on disk before it is acknowledged."""

import redis

from motorway_local.platform import HOST, PRIVATE, Platform, write
from motorway_local.program import Engine, Program

SETTINGS = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir {directory}
appendonly yes
appendfsync always
save ""
maxmemory 512mb
maxmemory-policy noeviction
daemonize no
logfile ""
"""


def prepare(platform: Platform) -> None:
    folder = platform.home / "redis"
    folder.mkdir(exist_ok=True)
    text = SETTINGS.format(port=platform.ports["redis"], password=platform.secrets["redis"], directory=f'"{folder}"')
    write(folder / "redis.conf", text, PRIVATE)


def programs(platform: Platform) -> tuple[Program, ...]:
    folder = platform.home / "redis"
    return (Program("redis", ("redis-server", str(folder / "redis.conf")), folder),)


def ready(platform: Platform) -> bool:
    try:
        with redis.Redis(
            host=HOST, port=platform.ports["redis"], password=platform.secrets["redis"], socket_timeout=2
        ) as client:
            return bool(client.ping())
    except (redis.ConnectionError, redis.TimeoutError):
        return False


ENGINE = Engine("redis", prepare, programs, ready)
