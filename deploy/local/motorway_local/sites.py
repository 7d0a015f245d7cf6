"""The demo sites: known to the platform, with certificates."""

import asyncio
from typing import Any

import yaml
from motorway_kit.errors import MotorwayError

from motorway_local import devices
from motorway_local.platform import Platform, write
from motorway_local.rest import Client, Unreachable
from motorway_local.steps import StepFailed

OK = 200
NOT_FOUND = 404


def parse(text: str) -> list[dict[str, Any]]:
    """Sites without what only concerns their simulation. Raises StepFailed."""
    try:
        document = yaml.safe_load(text)
        sites = [{name: value for name, value in site.items() if name != "simulation"} for site in document["sites"]]
        assert all(site["site_id"] for site in sites)
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise StepFailed(f"the file of sites is not readable: {error}") from error
    return sites


def apply(platform: Platform) -> None:
    """Tell the platform about its sites: those it does not know, and all when the file has changed."""
    copy = platform.home / "sites.yaml"
    changed = not copy.exists() or copy.read_text() != platform.sites
    try:
        client = _signed_in(platform)
        for site in parse(platform.sites):
            path = f"/api/v1/sites/{site['site_id']}"
            if changed or client.get(path)[0] == NOT_FOUND:
                _expect_ok(path, client.put(path, site))
    except Unreachable as error:
        raise StepFailed(str(error), platform.home.log("api-gateway")) from error
    write(copy, platform.sites)


def _signed_in(platform: Platform) -> Client:
    address = platform.address("api_gateway")
    form = {"grant_type": "password", "username": "admin", "password": platform.secrets["admin"]}
    answer = _expect_ok("sign-in", Client(address).post_form("/api/v1/auth/token", form))
    return Client(address, answer["access_token"])


def _expect_ok(what: str, answer: tuple[int, Any]) -> Any:
    status, document = answer
    if status != OK:
        raise StepFailed(f"{what} is answered with {status}: {document}")
    return document


def enrol_missing(platform: Platform) -> list[str]:
    """A certificate for each site that has none; the sites that got one. Raises StepFailed."""
    missing = [
        site["site_id"]
        for site in parse(platform.sites)
        if not devices.is_enrolled(platform.home.pki / "sites" / site["site_id"], platform.home.pki / "ca.pem")
    ]
    try:
        asyncio.run(_enrol(platform, missing))
    except MotorwayError as error:
        raise StepFailed(str(error), platform.home.log("iot-gateway")) from error
    return missing


async def _enrol(platform: Platform, sites: list[str]) -> None:
    for site in sites:
        await devices.enrol(platform.address("iot_gateway"), site, platform.home.pki / "sites" / site)
