"""The HTTP edge of the running service: sizes, limits, proxies, compression, tags, headers, request ids."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from api_gateway.__main__ import wire
from api_gateway.edge.counts import SharedCounts
from api_gateway.edge.rates import ADDRESS, KEY, Rates
from api_gateway.edge.window import WINDOW_S
from api_gateway.settings import Settings
from motorway_kit.runtime import serve
from motorway_kit.testing import free_port, wait_until

from .conftest import RunningGateway, started
from .neighbours import SITE

PROBLEM = "application/problem+json"
SCRIPT = "console.log('the same again and again');" * 100


def with_settings(settings: Settings, **changes: Any) -> Settings:
    return settings.model_copy(update={"rate_limit_per_key": 0, "rate_limit_per_address": 0, **changes})


async def test_a_request_id_is_kept_where_it_is_harmless(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        kept = await http.get("/api/v1/nothing", headers={"X-Request-Id": "till-7.4711_a"})
        assert (kept.headers["x-request-id"], kept.json()["request_id"]) == ("till-7.4711_a", "till-7.4711_a")
        for sent in ("a b", "x" * 65, 'id"', ""):
            made = await http.get("/livez", headers={"X-Request-Id": sent})
            assert made.headers["x-request-id"] not in ("", sent)
        traced = await http.get("/api/v1/nothing", headers={"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"})
    assert (traced.json()["trace_id"], traced.json()["instance"]) == ("ab" * 16, "/api/v1/nothing")


class TestBodies:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return with_settings(settings, max_body_kib=16)

    async def test_a_body_that_says_that_it_is_too_large_is_refused(self, gateway: RunningGateway) -> None:
        async with gateway.client() as http:
            refused = await http.post("/api/v1/auth/token", content=b"x" * 16_385)
            after = await http.get("/livez")
        assert (refused.status_code, refused.headers["content-type"]) == (413, PROBLEM)
        assert refused.json()["reason"] == "ContentTooLarge"
        assert after.status_code == 200, "the connection is still good"

    @pytest.mark.parametrize("path", ["/api/v1/auth/token", "/api/v1/devices"])
    async def test_so_is_one_that_comes_in_chunks(self, gateway: RunningGateway, path: str) -> None:
        async def chunks() -> AsyncIterator[bytes]:
            for _ in range(17):
                yield b"x" * 1024

        form = {"Content-Type": "application/x-www-form-urlencoded"}
        async with gateway.client() as http:
            refused = await http.post(path, content=chunks(), headers=form)
        assert (refused.status_code, refused.json()["reason"]) == (413, "ContentTooLarge")

    async def test_a_body_of_the_limit_passes(self, gateway: RunningGateway) -> None:
        async with gateway.client() as http:
            answer = await http.post("/api/v1/auth/token", content=b"x" * 16_384)
        assert answer.status_code == 422


@pytest_asyncio.fixture
async def early_in_a_window() -> None:
    """So that what is counted does not reach into the next window of the wall clock."""
    await wait_until(lambda: time.time() % WINDOW_S < WINDOW_S * 2 / 3, WINDOW_S / 2)


@pytest.mark.usefixtures("early_in_a_window")
class TestLimits:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return with_settings(settings, rate_limit_per_key=20, rate_limit_per_address=40)

    async def test_a_caller_is_told_what_is_left_and_refused_when_nothing_is(self, gateway: RunningGateway) -> None:
        async with gateway.client() as http:
            answers = [await http.get("/api/v1/me") for _ in range(21)]
            probe = await http.get("/livez")
        assert answers[0].headers["ratelimit-policy"] == '"address";q=40;w=60, "key";q=20;w=60'
        remaining = [_remaining(answer, "key") for answer in answers]
        assert remaining == [*range(19, -1, -1), 0]
        assert {answer.status_code for answer in answers[:20]} == {200}
        _is_refusal(answers[20])
        assert "ratelimit" not in probe.headers

    async def test_an_address_is_refused_before_it_is_asked_who_it_is(self, gateway: RunningGateway) -> None:
        async with gateway.client(token="forged") as http:
            answers = [await http.get("/api/v1/me") for _ in range(45)]
            probe = await http.get("/readyz")
        statuses = [answer.status_code for answer in answers]
        assert statuses == sorted(statuses)
        assert set(statuses) == {401, 429}
        _is_refusal(answers[-1])
        assert probe.status_code == 200


@pytest.mark.usefixtures("early_in_a_window")
class TestReplicas:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return with_settings(settings, rate_limit_per_key=100)

    @pytest_asyncio.fixture
    async def replica(self, gateway: RunningGateway) -> AsyncIterator[RunningGateway]:
        other = gateway.settings.model_copy(update={"http_bind": f"127.0.0.1:{free_port()}"})
        stop = asyncio.Event()
        task = asyncio.create_task(serve("api-gateway", other, wire, stop=stop))
        yield await started(other)
        stop.set()
        await task

    async def test_a_second_one_refuses_whom_the_first_has_refused(
        self, gateway: RunningGateway, replica: RunningGateway
    ) -> None:
        async with gateway.client() as first, replica.client() as second:
            passed = [(await first.get("/api/v1/me")).status_code for _ in range(101)].count(200)
            elsewhere: list[int] = []

            async def is_refused() -> bool:
                elsewhere.append((await second.get("/api/v1/me")).status_code)
                return elsewhere[-1] == 429

            await wait_until(is_refused)
        assert passed == 100
        assert elsewhere.count(200) < 60, "it learned of the others within a moment"


async def test_counts_meet_in_redis(redis_url: str) -> None:
    replicas = [Rates({ADDRESS: 1000, KEY: 10}, SharedCounts(redis_url), clock=lambda: 1_700_000_050.0) for _ in "ab"]
    one, other = replicas
    for number in range(700):
        one.hit(ADDRESS, f"192.0.2.{number}")
    for _ in range(6):
        one.hit(KEY, "somebody")
    await one.settle()
    other.hit(KEY, "somebody")
    await other.settle()
    assert other.hit(KEY, "somebody").remaining == 2
    other.hit(ADDRESS, "192.0.2.699")
    await other.settle()
    assert other.hit(ADDRESS, "192.0.2.699").remaining == 997
    for rates in replicas:
        await rates._store.close()


class TestProxies:
    @pytest.fixture
    def settings(self, settings: Settings, request: pytest.FixtureRequest) -> Settings:
        return with_settings(settings, rate_limit_per_address=5, trusted_proxies=request.param)

    async def _statuses(self, gateway: RunningGateway) -> list[int]:
        """Of requests that say that they come from ever other places, through one proxy of ours."""
        async with gateway.client(token="") as http:
            sent = [{"X-Forwarded-For": f"203.0.113.{number}, 10.0.0.9"} for number in range(7)]
            return [(await http.get("/api/v1/me", headers=headers)).status_code for headers in sent]

    @pytest.mark.parametrize("settings", ["127.0.0.0/8,10.0.0.0/8"], indirect=True)
    async def test_a_trusted_one_is_believed_back_to_the_first_that_is_not(self, gateway: RunningGateway) -> None:
        assert await self._statuses(gateway) == [401] * 7

    @pytest.mark.parametrize("settings", ["", "10.0.0.0/8"], indirect=True)
    async def test_another_one_is_not(self, gateway: RunningGateway) -> None:
        assert 429 in await self._statuses(gateway)


class TestCompression:
    @pytest.fixture
    def settings(self, settings: Settings, web_root: Path) -> Settings:
        (web_root / "large.js").write_text(SCRIPT)
        return settings

    async def test_large_answers_are_packed_for_who_can_unpack_them(self, gateway: RunningGateway) -> None:
        async with gateway.client() as http:
            packed = await http.get("/large.js")
            plain = await http.get("/large.js", headers={"Accept-Encoding": "identity"})
            document = await http.get("/openapi.json")
            small = await http.get("/livez")
        assert (packed.headers["content-encoding"], packed.text) == ("gzip", SCRIPT)
        assert packed.num_bytes_downloaded < len(SCRIPT) / 10
        assert packed.headers["etag"] == f"W/{plain.headers['etag']}"
        assert (plain.headers.get("content-encoding"), plain.text) == (None, SCRIPT)
        assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
        assert document.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in small.headers

    async def test_an_export_is_packed_as_it_streams(self, gateway: RunningGateway) -> None:
        path = f"/api/v1/telemetry/export?site={SITE}&start=2026-11-23T00:00:00Z&end=2026-11-24T00:00:00Z"
        async with gateway.client() as http:
            as_csv, as_arrow = [await http.get(f"{path}&format={kind}") for kind in ("csv", "arrow")]
        assert (as_csv.status_code, as_csv.headers["content-encoding"]) == (200, "gzip")
        assert as_csv.text.startswith("time,")
        assert (as_arrow.status_code, as_arrow.headers.get("content-encoding")) == (200, None)

    async def test_answers_with_secrets_are_not(self, gateway: RunningGateway) -> None:
        async with gateway.client() as http:
            token = await http.post("/api/v1/auth/token", data={"username": "admin", "password": "x" * 900})
        assert "content-encoding" not in token.headers


class TestTags:
    async def test_a_document_that_is_known_is_not_sent_again(self, gateway: RunningGateway) -> None:
        async with gateway.client() as http:
            sites = await http.get("/api/v1/sites")
            again = await http.get("/api/v1/sites", headers={"If-None-Match": sites.headers["etag"]})
            other = await http.get("/api/v1/sites", headers={"If-None-Match": '"another"'})
        assert sites.headers["etag"].startswith('W/"')
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", sites.headers["etag"])
        assert "content-type" not in again.headers
        assert other.status_code == 200

    async def test_a_document_with_a_version_has_it_as_its_tag(self, gateway: RunningGateway) -> None:
        async with gateway.client() as http:
            site = await http.get(f"/api/v1/sites/{SITE}")
        assert site.headers["etag"] == f'"{site.json()["version"]}"'

    async def test_errors_pages_and_streams_have_none_of_ours(self, gateway: RunningGateway) -> None:
        async with gateway.client() as http:
            assert "etag" not in (await http.get("/api/v1/nothing")).headers
            assert not (await http.get("/login")).headers["etag"].startswith("W/")


class TestOrigins:
    @pytest.fixture
    def settings(self, settings: Settings, request: pytest.FixtureRequest) -> Settings:
        return settings.model_copy(update={"cors_origins": request.param})

    async def _asked(self, gateway: RunningGateway) -> httpx.Response:
        asking = {"Origin": "https://app.example", "Access-Control-Request-Method": "PATCH"}
        headers = {**asking, "Access-Control-Request-Headers": "Authorization, Idempotency-Key, If-Match"}
        async with gateway.client(token="") as http:
            return await http.options("/api/v1/sites", headers=headers)

    @pytest.mark.parametrize("settings", [""], indirect=True)
    async def test_nobody_else_is_let_in_by_default(self, gateway: RunningGateway) -> None:
        assert not [name for name in (await self._asked(gateway)).headers if name.startswith("access-control")]

    @pytest.mark.parametrize("settings", ["https://app.example, https://other.example"], indirect=True)
    async def test_who_is_named_is(self, gateway: RunningGateway) -> None:
        asked = await self._asked(gateway)
        async with gateway.client() as http:
            answer = await http.get("/api/v1/sites", headers={"Origin": "https://app.example"})
            stranger = await http.get("/api/v1/sites", headers={"Origin": "https://evil.example"})
        assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (200, "https://app.example")
        assert asked.headers["access-control-allow-credentials"] == "true"
        assert "ETag" in answer.headers["access-control-expose-headers"]
        assert "access-control-allow-origin" not in stranger.headers

    @pytest.mark.parametrize("settings", ["*"], indirect=True)
    async def test_everybody_never_brings_cookies(self, gateway: RunningGateway) -> None:
        asked = await self._asked(gateway)
        assert asked.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in asked.headers


async def test_every_answer_carries_the_headers_that_browsers_want(gateway: RunningGateway) -> None:
    async with gateway.client(token="") as http:
        answers = [await http.get(path) for path in ("/", "/login", "/api/v1/me", "/api/v1/nothing", "/livez")]
    for answer in answers:
        headers = answer.headers
        assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
        assert (headers["referrer-policy"], headers["cross-origin-opener-policy"]) == ("same-origin", "same-origin")
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cross-origin-embedder-policy"] == "require-corp"
        assert "microphone=()" in headers["permissions-policy"]
        scripts = [part for part in headers["content-security-policy"].split("; ") if part.startswith("script-src")]
        assert not [part for part in scripts if "'unsafe" in part]
    cameras = ["camera=(self)" in answer.headers["permissions-policy"] for answer in answers]
    assert cameras == [True] * 2 + [False] * 3
    assert [answer.headers["cache-control"] for answer in answers] == ["no-cache"] * 2 + ["no-store"] * 3


def _remaining(answer: httpx.Response, kind: str) -> int:
    items = dict(item.strip().split(";", 1) for item in answer.headers["ratelimit"].split(","))
    return int(items[f'"{kind}"'].split(";")[0].removeprefix("r="))


def _is_refusal(answer: httpx.Response) -> None:
    assert (answer.status_code, answer.headers["content-type"]) == (429, PROBLEM)
    assert answer.json()["reason"] == "TooManyRequests"
    assert 1 <= int(answer.headers["retry-after"]) <= 120
