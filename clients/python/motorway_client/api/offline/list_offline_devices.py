from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.offline_device_list import OfflineDeviceList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    site: str,
    *,
    till: str | Unset = "",
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["till"] = till

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/sites/{site}/offline-devices".format(
            site=quote(str(site), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | OfflineDeviceList | Problem | None:
    if response.status_code == 200:
        response_200 = OfflineDeviceList.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

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


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | OfflineDeviceList | Problem]:
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
    till: str | Unset = "",
    if_none_match: str | Unset = UNSET,
) -> Response[Any | OfflineDeviceList | Problem]:
    """List offline devices

     Every browser that was made known at a till of the site, and what it had not handed in when it was
    heard last.

    Permission `sales.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        site (str): Site id
        till (str | Unset): Only of this till; empty: of every one Default: ''.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | OfflineDeviceList | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        till=till,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    site: str,
    *,
    client: AuthenticatedClient,
    till: str | Unset = "",
    if_none_match: str | Unset = UNSET,
) -> Any | OfflineDeviceList | Problem | None:
    """List offline devices

     Every browser that was made known at a till of the site, and what it had not handed in when it was
    heard last.

    Permission `sales.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        site (str): Site id
        till (str | Unset): Only of this till; empty: of every one Default: ''.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | OfflineDeviceList | Problem
    """

    return sync_detailed(
        site=site,
        client=client,
        till=till,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    site: str,
    *,
    client: AuthenticatedClient,
    till: str | Unset = "",
    if_none_match: str | Unset = UNSET,
) -> Response[Any | OfflineDeviceList | Problem]:
    """List offline devices

     Every browser that was made known at a till of the site, and what it had not handed in when it was
    heard last.

    Permission `sales.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        site (str): Site id
        till (str | Unset): Only of this till; empty: of every one Default: ''.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | OfflineDeviceList | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        till=till,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    site: str,
    *,
    client: AuthenticatedClient,
    till: str | Unset = "",
    if_none_match: str | Unset = UNSET,
) -> Any | OfflineDeviceList | Problem | None:
    """List offline devices

     Every browser that was made known at a till of the site, and what it had not handed in when it was
    heard last.

    Permission `sales.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        site (str): Site id
        till (str | Unset): Only of this till; empty: of every one Default: ''.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | OfflineDeviceList | Problem
    """

    return (
        await asyncio_detailed(
            site=site,
            client=client,
            till=till,
            if_none_match=if_none_match,
        )
    ).parsed
