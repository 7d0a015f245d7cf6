"""What the demo sells with: prices, a shop, card readers, an account customer, and a key for the robot cashiers."""

from pathlib import Path
from typing import Any

import yaml

from motorway_local.platform import PRIVATE, Home, Platform, write
from motorway_local.rest import Client, Refused, Unreachable, expect_ok, signed_in
from motorway_local.sites import NOT_FOUND, parse
from motorway_local.steps import StepFailed

FILE = Path(__file__).parents[1] / "demo.yaml"
OK = 200
SIMULATED_READER = "simulated-wpe"


def key_file(home: Home) -> Path:
    """Only the robot cashiers read it."""
    return home.path / "cashiers.key"


def account_id() -> str:
    return str(_document()["account"]["account_id"])


def apply(platform: Platform) -> None:
    """What is missing is put in place; what people changed stays. Raises SignInRefused, StepFailed."""
    try:
        api = signed_in(platform.address("api_gateway"), "admin", platform.secrets["admin"])
        document, sites = _document(), parse(platform.sites)
        for site in sites:
            _fill_shelves(api, site["site_id"], document["items"])
            _set_prices(api, site, document["prices"])
            _set_up_readers(api, site["site_id"], document["readers"])
        ids = [site["site_id"] for site in sites]
        _open_account(api, ids[0], document["account"])
        _make_key(platform, api, ids)
    except (Refused, Unreachable) as error:
        raise StepFailed(str(error), platform.home.log("api-gateway")) from error


def _document() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return document


def _fill_shelves(api: Client, site: str, items: list[dict[str, Any]]) -> None:
    path = f"/api/v1/sites/{site}/items"
    if expect_ok(path, api.get(path))["items"]:
        return
    for item in items:
        content = {name: value for name, value in item.items() if name != "item_id"}
        expect_ok(path, api.put(f"{path}/{item['item_id']}", content))


def _set_prices(api: Client, site: dict[str, Any], prices: dict[str, int]) -> None:
    """Once, and only where we know a price for every grade of the site."""
    path, grades = f"/api/v1/sites/{site['site_id']}", [grade["grade_id"] for grade in site["grades"]]
    if not prices.keys() >= set(grades) or expect_ok(path, api.get(f"{path}/price-sets"))["items"]:
        return
    wanted = [{"grade_id": grade, "unit_price_milli": prices[grade]} for grade in grades]
    expect_ok(path, api.post(f"{path}/prices", {"prices": wanted, "effective_at": "now"}))


def _set_up_readers(api: Client, site: str, readers: list[dict[str, str]]) -> None:
    """Each registration with this code makes another simulated reader at Stripe."""
    path = "/api/v1/readers"
    if expect_ok(path, api.get(f"{path}?site={site}"))["items"]:
        return
    for reader in readers:
        expect_ok(path, api.post(path, {"site": site, "registration_code": SIMULATED_READER, **reader}))


def _open_account(api: Client, home_site: str, account: dict[str, Any]) -> None:
    path = f"/api/v1/accounts/{account['account_id']}"
    if api.get(path)[0] == NOT_FOUND:
        terms = {name: value for name, value in account.items() if name != "account_id"}
        expect_ok(path, api.put(path, {**terms, "home_site": home_site}))


def _make_key(platform: Platform, api: Client, sites: list[str]) -> None:
    """A new one where there is none, or where the one that we have opens nothing any more."""
    file, address = key_file(platform.home), platform.address("api_gateway")
    if file.exists() and Client(address, file.read_text().strip()).get("/api/v1/me")[0] == OK:
        return
    grants = [{"role": "cashier", "site": site} for site in sites]
    made = expect_ok("/api/v1/api-keys", api.post("/api/v1/api-keys", {"name": "Robot cashiers", "grants": grants}))
    write(file, made["secret"] + "\n", PRIVATE)
