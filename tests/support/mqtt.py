"""Mosquitto's own command line clients, as a field engineer would use them."""

import asyncio
from pathlib import Path

import orjson

from tests.support.platform import Platform

TIMEOUT_S = 20


async def publish(
    platform: Platform, certificate: Path, topic: str, payload: bytes | dict[str, object], traceparent: str = ""
) -> tuple[int, str]:
    """`mosquitto_pub` with a site's certificate, QoS 1. Returns the exit status and what it said."""
    content_type = "application/json" if isinstance(payload, dict) else "application/protobuf"
    body = orjson.dumps(payload) if isinstance(payload, dict) else payload
    command = ["mosquitto_pub", "-V", "5", "-q", "1", "-h", platform["MQTT_HOST"], "-p", platform["MQTT_PORT"]]
    command += ["--cafile", platform["CA_FILE"], "--cert", str(certificate / "cert.pem")]
    command += ["--key", str(certificate / "key.pem"), "-t", topic, "-s"]
    command += ["-D", "publish", "content-type", content_type]
    command += ["-D", "publish", "user-property", "traceparent", traceparent] if traceparent else []
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(TIMEOUT_S):
        output, _ = await process.communicate(body)
    return process.returncode or 0, output.decode()
