"""The demo sites: known to the platform, with certificates."""

from typing import Any

import yaml

from motorway_local import devices
from motorway_local.platform import Platform, write
from motorway_local.rest import Client, Refused, SignInRefused, Unreachable, expect_ok, signed_in
from motorway_local.steps import StepFailed

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
    """Tell the platform about its sites, those it does not know and all when the file has changed, and enrol theirs.

    Raises SignInRefused where the admin's password is not ours any more, StepFailed for everything else.
    """
    try:
        api = signed_in(platform.address("api_gateway"), "admin", platform.secrets["admin"])
        _configure(platform, api)
        _enrol_missing(platform, api)
    except SignInRefused:
        raise
    except (Refused, Unreachable) as error:
        raise StepFailed(str(error), platform.home.log("api-gateway")) from error


def _configure(platform: Platform, api: Client) -> None:
    copy = platform.home / "sites.yaml"
    changed = not copy.exists() or copy.read_text() != platform.sites
    for site in parse(platform.sites):
        path = f"/api/v1/sites/{site['site_id']}"
        if changed or api.get(path)[0] == NOT_FOUND:
            expect_ok(path, api.put(path, site))
    write(copy, platform.sites)


def _enrol_missing(platform: Platform, api: Client) -> None:
    pki = platform.home.pki
    for site in parse(platform.sites):
        folder = pki / "sites" / site["site_id"]
        if not devices.is_enrolled(folder, pki / "ca.pem"):
            devices.enrol(api, site["site_id"], folder)
