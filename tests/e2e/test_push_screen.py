"""Somebody switches a device on for alerts; it shows what is pushed to it, and is switched off again.

The push service is the browser maker's and is not here: the browser gives an address there, and the message comes from
the browser's own tools.
"""

import json
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from motorway_kit.testing import wait_until
from playwright.async_api import CDPSession, Page, expect

from tests.support.browser import SHOWN_MS, chromium, shown, sign_in
from tests.support.desk import POLL_S
from tests.support.platform import Platform

pytestmark = pytest.mark.e2e

ENDPOINT = "https://fcm.googleapis.com/fcm/send/journey"
SUBSCRIBED = """
{
  const point = Uint8Array.from(%s).buffer, auth = new Uint8Array(16).buffer;
  let made = null;
  PushManager.prototype.getSubscription = async () => made;
  PushManager.prototype.subscribe = async (options) => (made = {
    endpoint: "%s", options, getKey: (name) => (name === "auth" ? auth : point),
    unsubscribe: async () => { made = null; return true; },
  });
}
"""
SHOWN = """
async () => {
  const worker = await navigator.serviceWorker.getRegistration("/pos/push/");
  const shown = await worker?.getNotifications() ?? [];
  return shown.map(({ title, tag, data, requireInteraction }) => ({ title, tag, data, requireInteraction }));
}
"""
ALERT = "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"


@pytest_asyncio.fixture
async def phone(platform: Platform) -> AsyncIterator[Page]:
    """A browser that may show notifications, signed in."""
    point = ec.generate_private_key(ec.SECP256R1()).public_key()
    key = list(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
    async with chromium() as browser:
        context = await browser.new_context(viewport={"width": 412, "height": 900}, base_url=platform["URL"])
        await context.grant_permissions(["notifications"], origin=platform["URL"])
        await context.add_init_script(SUBSCRIBED % (json.dumps(key), ENDPOINT))
        page = await context.new_page()
        await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
        yield page
        await context.close()


async def test_a_device_is_told_of_alerts(platform: Platform, phone: Page, api: httpx.AsyncClient) -> None:
    await phone.goto("/account/")
    await phone.get_by_test_id("push-on").click(timeout=SHOWN_MS)
    await expect(phone.get_by_text("This one", exact=True).first).to_be_visible(timeout=SHOWN_MS)
    (device,) = (await api.get("/push-subscriptions")).raise_for_status().json()["items"]
    assert device["host"] == "fcm.googleapis.com"
    await shown(phone, "alerts-on-this-device")
    said = {"title": "Critical: m25 tank/1: low", "body": "Order fuel", "alert_id": ALERT, "news": "RAISED"}
    await _pushed(phone, platform["URL"], said)
    await wait_until(lambda: phone.evaluate(SHOWN), SHOWN_MS / 1000, POLL_S)
    (notice,) = await phone.evaluate(SHOWN)
    assert (notice["title"], notice["tag"], notice["data"]) == ("Critical: m25 tank/1: low", ALERT, {"alert": ALERT})
    assert notice["requireInteraction"]
    await phone.get_by_test_id(f"push-device-{device['subscription_id']}").get_by_role("button").click()
    await expect(phone.get_by_test_id("push-on")).to_be_visible(timeout=SHOWN_MS)
    assert (await api.get("/push-subscriptions")).json()["items"] == []


async def _pushed(page: Page, origin: str, said: dict[str, str]) -> None:
    """As if the push service had delivered it."""
    tools = await page.context.new_cdp_session(page)
    registration = await _registration(tools)
    message = {"origin": origin, "registrationId": registration, "data": json.dumps({**said, "severity": "CRITICAL"})}
    await tools.send("ServiceWorker.deliverPushMessage", message)


async def _registration(tools: CDPSession) -> str:
    found: list[str] = []

    def note(event: dict[str, list[dict[str, str]]]) -> None:
        found.extend(one["registrationId"] for one in event["registrations"] if one["scopeURL"].endswith("/pos/push/"))

    tools.on("ServiceWorker.workerRegistrationUpdated", note)
    await tools.send("ServiceWorker.enable")
    await wait_until(lambda: bool(found), SHOWN_MS / 1000, POLL_S)
    return found[0]
