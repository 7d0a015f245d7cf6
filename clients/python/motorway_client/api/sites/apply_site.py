from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.site import Site
from ...models.site_input import SiteInput
from ...types import UNSET, Response, Unset


def _get_kwargs(
    site: str,
    *,
    body: SiteInput,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/sites/{site}".format(
            site=quote(str(site), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | Site | None:
    if response.status_code == 200:
        response_200 = Site.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 412:
        response_412 = Problem.from_dict(response.json())

        return response_412

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if response.status_code == 504:
        response_504 = Problem.from_dict(response.json())

        return response_504

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | Site]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    site: str,
    *,
    client: AuthenticatedClient,
    body: SiteInput,
    if_match: str | Unset = UNSET,
) -> Response[Problem | Site]:
    """Apply site

     Create the site or replace its configuration: numbers that vanish are removed, what is left out gets
    its default.

    A pump with sales that are not settled is not removed, nor any of its nozzles (`PumpHasOpenSales`).

    Permission `sites.configure`: admin, area manager.

    Args:
        site (str): Site id
        if_match (str | Unset):
        body (SiteInput):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Site]
    """

    kwargs = _get_kwargs(
        site=site,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    site: str,
    *,
    client: AuthenticatedClient,
    body: SiteInput,
    if_match: str | Unset = UNSET,
) -> Problem | Site | None:
    """Apply site

     Create the site or replace its configuration: numbers that vanish are removed, what is left out gets
    its default.

    A pump with sales that are not settled is not removed, nor any of its nozzles (`PumpHasOpenSales`).

    Permission `sites.configure`: admin, area manager.

    Args:
        site (str): Site id
        if_match (str | Unset):
        body (SiteInput):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Site
    """

    return sync_detailed(
        site=site,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    site: str,
    *,
    client: AuthenticatedClient,
    body: SiteInput,
    if_match: str | Unset = UNSET,
) -> Response[Problem | Site]:
    """Apply site

     Create the site or replace its configuration: numbers that vanish are removed, what is left out gets
    its default.

    A pump with sales that are not settled is not removed, nor any of its nozzles (`PumpHasOpenSales`).

    Permission `sites.configure`: admin, area manager.

    Args:
        site (str): Site id
        if_match (str | Unset):
        body (SiteInput):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Site]
    """

    kwargs = _get_kwargs(
        site=site,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    site: str,
    *,
    client: AuthenticatedClient,
    body: SiteInput,
    if_match: str | Unset = UNSET,
) -> Problem | Site | None:
    """Apply site

     Create the site or replace its configuration: numbers that vanish are removed, what is left out gets
    its default.

    A pump with sales that are not settled is not removed, nor any of its nozzles (`PumpHasOpenSales`).

    Permission `sites.configure`: admin, area manager.

    Args:
        site (str): Site id
        if_match (str | Unset):
        body (SiteInput):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Site
    """

    return (
        await asyncio_detailed(
            site=site,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
