"""`motorway audit verify`: an auditor need not believe the platform."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.support.platform import Platform

pytestmark = pytest.mark.e2e

MOTORWAY = Path(__file__).parents[2] / "motorway"
SITE = {"site_id": "audited-site", "name": "Audited", "time_zone": "Europe/London", "currency": "GBP"}
NEWEST = """SELECT record_id::text, actor_name FROM audit_record WHERE operation = 'sites.configure'
    ORDER BY day DESC, sequence DESC"""


async def motorway(*arguments: object) -> tuple[int, str]:
    """Exit status, and what it said."""
    process = await asyncio.create_subprocess_exec(
        *map(str, (MOTORWAY, "audit", *arguments)), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    async with asyncio.timeout(120):
        output, _ = await process.communicate()
    return process.returncode or 0, output.decode()


@contextmanager
def altered(platform: Platform) -> Iterator[str]:
    """While the block runs the newest record says something else; its id. Only the owner of the tables can do that."""
    change = "UPDATE audit_record SET actor_name = %s WHERE record_id = %s RETURNING true"
    with psycopg.connect(platform["OWNER_DATABASE_URL_API_GATEWAY"], autocommit=True) as conn:
        record_id, name = conn.execute(NEWEST).fetchone() or ("", "")
        conn.execute("ALTER TABLE audit_record DISABLE TRIGGER USER")
        try:
            assert conn.execute(change, ["somebody else", record_id]).fetchone()
            yield str(record_id)
        finally:
            conn.execute(change, [name, record_id])
            conn.execute("ALTER TABLE audit_record ENABLE TRIGGER USER")


async def test_an_auditor_finds_what_was_changed_in_the_database(platform: Platform, api: httpx.AsyncClient) -> None:
    (await api.put("/sites/audited-site", json=SITE)).raise_for_status()
    home = ("--home", platform.home)
    for way in (), ("--database-url", platform["DATABASE_URL_API_GATEWAY"]):
        status, said = await motorway("verify", *home, *way)
        assert (status, "✓ intact" in said) == (0, True), said
        with altered(platform) as record_id:
            status, said = await motorway("verify", *home, *way)
        assert status == 1
        assert "altered" in said
        assert record_id in said
    assert (await motorway("verify", *home))[0] == 0


async def test_an_export_is_checked_without_a_platform(
    platform: Platform, api: httpx.AsyncClient, tmp_path: Path
) -> None:
    (await api.put("/sites/audited-site", json=SITE)).raise_for_status()
    file = tmp_path / "export.ndjson"
    assert await motorway("export", "--output", file, "--home", platform.home) == (0, "")
    offline = ("verify", "--file", file, "--keys", platform["AUDIT_KEYS_FILE"])
    status, said = await motorway(*offline)
    assert (status, "✓ intact" in said) == (0, True), said
    file.write_text(file.read_text().replace("audited-site", "another-site"))
    assert (await motorway(*offline))[0] == 1


def test_the_gateway_itself_cannot_change_a_record(platform: Platform) -> None:
    with (
        psycopg.connect(platform["DATABASE_URL_API_GATEWAY"]) as conn,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        conn.execute("UPDATE audit_record SET actor_name = 'somebody else'")
