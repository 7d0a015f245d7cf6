"""The pos service: sites and their equipment."""

from pathlib import Path

from motorway.pos.v1 import pos_pb2_grpc
from motorway_kit.db import pool
from motorway_kit.runtime import Runtime, run

from pos.grpc_api import RULES, PosServicer
from pos.settings import PosSettings

MIGRATIONS = Path(__file__).parent / "migrations"


async def wire(runtime: Runtime, settings: PosSettings) -> None:
    db = await runtime.enter(pool(settings.database_url, runtime.health))
    servicers = [(pos_pb2_grpc.add_PosServiceServicer_to_server, PosServicer(db))]
    await runtime.enter(settings.grpc_door(servicers, RULES))


if __name__ == "__main__":
    run("pos", PosSettings, wire, migrations=MIGRATIONS)
