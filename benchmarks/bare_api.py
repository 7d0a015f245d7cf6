"""The yardstick for REST: FastAPI with one route that answers a given document, nothing else."""

import asyncio
import sys
from typing import Any

import orjson
import uvicorn
import uvloop
from fastapi import FastAPI


def main() -> None:
    """`python -m benchmarks.bare_api HOST PORT < document.json`"""
    document: dict[str, Any] = orjson.loads(sys.stdin.buffer.read())
    api = FastAPI()

    @api.get("/me")
    async def me() -> dict[str, Any]:
        return document

    config = uvicorn.Config(api, host=sys.argv[1], port=int(sys.argv[2]), access_log=False, log_level="warning")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(uvicorn.Server(config).serve())


if __name__ == "__main__":
    main()
