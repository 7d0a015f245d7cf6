"""Who gets in and what each may do, as people see it in a real browser."""

import asyncio
import re
from collections.abc import AsyncIterator
from secrets import token_hex

import httpx
import pyotp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.support.browser import SHOWN_MS, chromium, shown, sign_in, submit_sign_in
from tests.support.platform import Platform

pytestmark = pytest.mark.e2e

OWN_SITE, OTHER_SITE = "identity-own", "identity-other"
PASSWORD = "four lanes under a copper sky"
PIN = "748362"
OF_SCRIPTS = "({local: {...localStorage}, session: {...sessionStorage}, cookie: document.cookie})"


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


@pytest_asyncio.fixture
async def sites(api: httpx.AsyncClient) -> None:
    """Two sites, of which the cashier works at one."""
    for site in (OWN_SITE, OTHER_SITE):
        body = {"site_id": site, "name": site.title(), "time_zone": "Europe/London", "currency": "GBP"}
        (await api.put(f"/sites/{site}", json=body)).raise_for_status()


async def person(browser: Browser, platform: Platform) -> Page:
    """Somebody's own browser."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, base_url=platform["URL"])
    return await context.new_page()


async def admin(browser: Browser, platform: Platform) -> Page:
    page = await person(browser, platform)
    await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
    return page


async def new_cashier(page: Page, username: str) -> str:
    """Through the dialog of the users' page. Returns the initial password."""
    await page.goto("/users")
    await page.get_by_test_id("user-new").click()
    await page.get_by_test_id("new-name").fill(f"Casey {username}")
    await page.get_by_test_id("new-username").fill(username)
    await page.get_by_test_id("grant-where").select_option(OWN_SITE)
    await shown(page, "new-user")
    await page.get_by_test_id("create-user").click()
    password = await page.get_by_test_id("initial-password").inner_text(timeout=SHOWN_MS)
    await page.get_by_test_id("done").click()
    await expect(page.get_by_test_id(f"user-{username}")).to_be_visible(timeout=SHOWN_MS)
    return password


async def choose_password(page: Page, initial: str) -> None:
    await page.get_by_test_id("current-password").fill(initial, timeout=SHOWN_MS)
    await page.get_by_test_id("new-password").fill(PASSWORD)
    await page.get_by_test_id("repeat-password").fill(PASSWORD)
    await page.get_by_test_id("change-password").click()
    await expect(page.get_by_test_id("account-menu")).to_be_visible(timeout=SHOWN_MS)


async def set_pin(page: Page) -> None:
    await page.goto("/account")
    await page.get_by_test_id("pin").fill(PIN)
    await page.get_by_test_id("pin-repeat").fill(PIN)
    await page.get_by_test_id("set-pin").click()
    await expect(page.get_by_text("Your PIN is set.")).to_be_visible(timeout=SHOWN_MS)


async def enrol_till(page: Page) -> None:
    await page.goto("/tills")
    await page.get_by_test_id("till-new").click()
    await page.get_by_test_id("till-site").select_option(OWN_SITE)
    await page.get_by_test_id("till-name").fill("Till 1")
    await page.get_by_test_id("till-enrol").click()
    await expect(page.get_by_text("This browser", exact=True)).to_be_visible(timeout=SHOWN_MS)
    await shown(page, "tills")


async def sign_out(page: Page) -> None:
    await page.get_by_test_id("account-menu").click()
    await page.get_by_test_id("sign-out").click()
    await expect(page).to_have_url(re.compile("/login"), timeout=SHOWN_MS)


async def sees_only_the_own_site(page: Page) -> None:
    await page.goto("/")
    await expect(page.get_by_test_id(f"site-{OWN_SITE}")).to_be_visible(timeout=SHOWN_MS)
    await expect(page.get_by_test_id(f"site-{OTHER_SITE}")).to_have_count(0)
    await expect(page.get_by_role("navigation", name="Main")).to_have_text("SitesTillAlertsSellingPaymentsCard readers")
    await page.goto("/audit")
    await expect(page.get_by_test_id("not-allowed")).to_be_visible(timeout=SHOWN_MS)
    await shown(page, "not-allowed")


async def nothing_for_scripts(page: Page) -> None:
    assert await page.evaluate(OF_SCRIPTS) == {"local": {}, "session": {}, "cookie": ""}


async def takes_over_with_the_pin(page: Page, username: str) -> None:
    await page.get_by_role("button", name=f"Casey {username}").click(timeout=SHOWN_MS)
    await shown(page, "pin")
    await page.get_by_test_id(f"pin-{PIN[0]}").click()
    await page.keyboard.type(PIN[1:])
    await page.keyboard.press("Enter")
    await page.get_by_test_id("account-menu").click(timeout=SHOWN_MS)
    await expect(page.get_by_test_id("account-roles")).to_have_text("Cashier")


async def the_audit_shows(page: Page, username: str) -> None:
    await page.goto("/users")
    await page.get_by_test_id(f"user-{username}").click(timeout=SHOWN_MS)
    await shown(page, "user")
    await page.get_by_test_id("audit-of-account").click()
    await expect(page.get_by_test_id("verification")).to_have_attribute("data-intact", "true", timeout=SHOWN_MS)
    calls = [page.get_by_role("link", name=name) for name in ("Sign in with a PIN", "Choose own PIN", "Create user")]
    for call in calls:
        await expect(call).to_be_visible(timeout=SHOWN_MS)
    await shown(page, "audit")
    await calls[-1].click()
    await expect(page.get_by_test_id("difference").filter(has_text=username).first).to_be_visible(timeout=SHOWN_MS)
    await shown(page, "audit-record")


async def test_a_new_cashier_gets_in_and_takes_over_at_the_till(
    platform: Platform, browser: Browser, sites: None
) -> None:
    username = f"casey-{token_hex(3)}"
    manager, cashier = await admin(browser, platform), await person(browser, platform)
    initial = await new_cashier(manager, username)
    await cashier.goto("/login")
    await submit_sign_in(cashier, username, initial)
    await choose_password(cashier, initial)
    await sees_only_the_own_site(cashier)
    await set_pin(cashier)
    await nothing_for_scripts(cashier)
    await enrol_till(manager)
    await manager.get_by_test_id("till-switch").click()
    await takes_over_with_the_pin(manager, username)
    await sees_only_the_own_site(manager)
    await nothing_for_scripts(manager)
    await the_audit_shows(await admin(browser, platform), username)


async def test_a_till_asks_who_is_there(platform: Platform, browser: Browser, sites: None) -> None:
    page = await admin(browser, platform)
    await enrol_till(page)
    await sign_out(page)
    await expect(page.get_by_test_id("use-password")).to_be_visible(timeout=SHOWN_MS)
    await page.get_by_test_id("use-password").click()
    await submit_sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
    await expect(page.get_by_test_id("account-menu")).to_be_visible(timeout=SHOWN_MS)


async def test_a_session_is_renewed_unnoticed_in_every_tab(platform: Platform, browser: Browser, sites: None) -> None:
    first = await admin(browser, platform)
    second = await first.context.new_page()
    await second.goto("/")
    await expect(second.get_by_test_id("live-status")).to_have_attribute("data-status", "live", timeout=SHOWN_MS)
    renewals: list[str] = []
    first.context.on("request", lambda request: renewals.append(request.url) if "/refresh" in request.url else None)
    await first.context.clear_cookies(name="motorway_session")
    await asyncio.gather(first.goto("/users"), second.goto("/account"))
    await expect(first.get_by_test_id("user-new")).to_be_visible(timeout=SHOWN_MS)
    await expect(second.get_by_text("This one")).to_be_visible(timeout=SHOWN_MS)
    assert len(renewals) == 1
    await sign_out(second)
    await expect(first).to_have_url(re.compile(r"/login/\?next=%2Fusers"), timeout=SHOWN_MS)


async def test_the_live_screen_goes_on_after_a_renewal(platform: Platform, browser: Browser, sites: None) -> None:
    page = await admin(browser, platform)
    live = page.get_by_test_id("live-status")
    await expect(live).to_have_attribute("data-status", "live", timeout=SHOWN_MS)
    await page.context.clear_cookies(name="motorway_session")
    async with page.expect_response(lambda response: "/auth/session/refresh" in response.url) as renewal:
        await page.evaluate("dispatchEvent(new Event('online'))")
    assert (await renewal.value).status == 200
    await expect(live).to_have_attribute("data-status", "live", timeout=SHOWN_MS)


async def test_the_second_factor_is_switched_on_and_asked_for(
    platform: Platform, browser: Browser, sites: None
) -> None:
    username = f"factor-{token_hex(3)}"
    page = await person(browser, platform)
    initial = await new_cashier(await admin(browser, platform), username)
    await page.goto("/login")
    await submit_sign_in(page, username, initial)
    await choose_password(page, initial)
    code = await switch_on_second_factor(page.context)
    await sign_out(page)
    await submit_sign_in(page, username, PASSWORD)
    await page.get_by_test_id("otp").fill("000000", timeout=SHOWN_MS)
    await shown(page, "one-time-code")
    await page.get_by_role("button", name="Use a recovery code").click()
    await page.get_by_test_id("otp").fill(code)
    await page.get_by_test_id("otp-submit").click()
    await expect(page.get_by_test_id("account-menu")).to_be_visible(timeout=SHOWN_MS)


async def switch_on_second_factor(context: BrowserContext) -> str:
    """Returns a recovery code: the code of this half minute is spent with the enrolment."""
    page = context.pages[0]
    await page.goto("/account")
    await page.get_by_test_id("second-factor").click()
    secret = await page.get_by_test_id("totp-secret").inner_text(timeout=SHOWN_MS)
    await shown(page, "second-factor")
    await page.get_by_test_id("totp-code").fill(pyotp.TOTP("".join(secret.split())).now())
    await page.get_by_test_id("totp-confirm").click()
    code = await page.get_by_test_id("recovery-codes").locator("code").first.inner_text(timeout=SHOWN_MS)
    await page.get_by_test_id("recovery-kept").click()
    return code
