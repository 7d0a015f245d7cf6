"""What is secret is in no log and in no database as it is."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import psycopg
import pyotp
import pytest
from motorway_kit.ids import new_id

from tests.support.platform import Platform

pytestmark = pytest.mark.e2e

PASSWORD = "correct horse battery staple 42"
PIN = "90417263"


async def used_secrets(platform: Platform, api: httpx.AsyncClient) -> dict[str, str]:
    """Go through everything that takes or gives a secret; returns each by name."""
    username = f"secretive-{new_id()[-6:]}"
    grants = [{"role": "cashier", "site": "m25-cobham"}]
    (await api.put("/sites/m25-cobham", json=_site())).raise_for_status()
    made = await api.post("/users", json={"username": username, "display_name": "Secretive", "grants": grants})
    made.raise_for_status()
    initial = made.json()["initial_password"]
    secrets = {"initial password": initial, "password": PASSWORD, "PIN": PIN}
    async with httpx.AsyncClient(base_url=f"{platform['URL']}/api/v1", timeout=30) as http:
        form = {"grant_type": "password", "username": username, "password": initial}
        first = (await http.post("/auth/token", data=form)).raise_for_status().json()
        headers = {"Authorization": f"Bearer {first['access_token']}"}
        change = {"current_password": initial, "new_password": PASSWORD}
        (await http.put("/me/password", json=change, headers=headers)).raise_for_status()
        token = (await http.post("/auth/token", data={**form, "password": PASSWORD})).raise_for_status().json()
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        (await http.put("/me/pin", json={"pin": PIN}, headers=headers)).raise_for_status()
        totp = (await http.post("/me/totp", headers=headers)).raise_for_status().json()
        otp = pyotp.TOTP(totp["secret"]).now()
        confirm = await http.post("/me/totp/confirm", json={"otp": otp}, headers=headers)
        secrets |= {
            "TOTP secret": totp["secret"],
            "recovery code": confirm.raise_for_status().json()["recovery_codes"][0],
        }
        secrets |= {"access token": token["access_token"], "refresh token": token["refresh_token"]}
        await http.post("/auth/token", data={**form, "password": "a wrong guess of mine"})
    secrets["wrong password"] = "a wrong guess of mine"
    expires_at = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    key = {"name": "secretive", "grants": [{"role": "technician", "everything": True}], "expires_at": expires_at}
    answer = await api.post("/api-keys", json=key, headers={"Idempotency-Key": new_id()})
    secrets["API key"] = answer.raise_for_status().json()["secret"]
    device = await api.post("/devices", json={"site": "m25-cobham"}, headers={"Idempotency-Key": new_id()})
    secrets["device key"] = device.raise_for_status().json()["private_key_pem"].splitlines()[1]
    return secrets


def _site() -> dict[str, object]:
    return {"site_id": "m25-cobham", "name": "Cobham", "time_zone": "Europe/London", "currency": "GBP"}


def generated_secrets(home: Path) -> dict[str, str]:
    """The passwords and keys made at the first start."""
    return dict(json.loads((home / "secrets.json").read_text()))


def holders(folder: Path, secret: str) -> list[str]:
    """Names of the files that hold it."""
    return [path.name for path in sorted(folder.rglob("*.log*")) if secret.encode() in path.read_bytes()]


def dump(platform: Platform) -> str:
    """Every row of the gateway's database, as text."""
    with psycopg.connect(platform["DATABASE_URL_API_GATEWAY"]) as conn:
        tables = conn.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        rows = [conn.execute(f'SELECT t::text FROM "{name}" t').fetchall() for (name,) in tables]
    return "\n".join(row[0] for table in rows for row in table)


async def test_no_secret_is_in_any_log_or_in_the_database(platform: Platform, api: httpx.AsyncClient) -> None:
    used = await used_secrets(platform, api)
    secrets = used | generated_secrets(platform.home)
    assert [(name, file) for name, value in secrets.items() for file in holders(platform.home / "logs", value)] == []
    stored = dump(platform)
    assert [name for name, value in used.items() if value in stored] == []
    assert (platform.home / "logs" / "api-gateway.log").stat().st_size > 0
