"""The generated Python client against the real gateway."""

from collections.abc import AsyncIterator
from http import HTTPStatus

import pytest
import pytest_asyncio
from motorway_client import AuthenticatedClient, Client, errors
from motorway_client.api.alerts import acknowledge_alert, list_alerts
from motorway_client.api.health import get_readiness
from motorway_client.api.sites import apply_site, get_site, list_sites
from motorway_client.models import AlertPage, Problem, Readiness, Site, SiteInput, SitePage

from .conftest import RunningGateway
from .neighbours import SITE


@pytest_asyncio.fixture
async def client(gateway: RunningGateway) -> AsyncIterator[AuthenticatedClient]:
    async with AuthenticatedClient(base_url=gateway.url, token=gateway.token) as signed_in:
        yield signed_in


async def test_answers_are_typed(client: AuthenticatedClient) -> None:
    page = await list_sites.asyncio(client=client, limit=10)
    assert isinstance(page, SitePage)
    site = await get_site.asyncio(SITE, client=client)
    assert isinstance(site, Site)
    assert site == page.items[0]
    assert site.pumps[0].nozzles[0].grade_id in {grade.grade_id for grade in site.grades}


async def test_a_document_goes_back_as_it_came(client: AuthenticatedClient) -> None:
    site = await get_site.asyncio(SITE, client=client)
    assert isinstance(site, Site)
    body = SiteInput.from_dict(site.to_dict())
    written = await apply_site.asyncio_detailed(SITE, client=client, body=body)
    assert written.status_code == HTTPStatus.OK
    assert isinstance(written.parsed, Site)


async def test_an_error_is_a_problem_with_a_reason(client: AuthenticatedClient) -> None:
    answer = await get_site.asyncio_detailed("m99-nowhere", client=client)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert isinstance(answer.parsed, Problem)
    assert answer.parsed.reason == "SiteNotFound"
    assert answer.headers["x-request-id"]


async def test_without_a_token_nothing_is_told(gateway: RunningGateway) -> None:
    async with AuthenticatedClient(base_url=gateway.url, token="wrong") as stranger:
        answer = await list_sites.asyncio(client=stranger)
    assert isinstance(answer, Problem)
    assert answer.status == HTTPStatus.UNAUTHORIZED


async def test_a_change_is_repeatable_under_its_key(client: AuthenticatedClient) -> None:
    page = await list_alerts.asyncio(client=client, site=SITE)
    assert isinstance(page, AlertPage)
    first, second = [
        await acknowledge_alert.asyncio(page.items[0].alert_id, client=client, idempotency_key="seen-1")
        for _ in range(2)
    ]
    assert first == second


async def test_a_plain_client_reads_what_is_public(gateway: RunningGateway) -> None:
    async with Client(base_url=gateway.url, raise_on_unexpected_status=True) as plain:
        readiness = await get_readiness.asyncio(client=plain)
    assert isinstance(readiness, Readiness)
    assert readiness.ready


async def test_a_status_that_nobody_promised_raises(gateway: RunningGateway) -> None:
    lost = AuthenticatedClient(base_url=f"{gateway.url}/nowhere", token="any", raise_on_unexpected_status=True)
    async with lost:
        with pytest.raises(errors.UnexpectedStatus, match="404"):
            await list_sites.asyncio(client=lost)
