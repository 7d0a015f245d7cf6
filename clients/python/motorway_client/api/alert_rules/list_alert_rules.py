from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.alert_rule_page import AlertRulePage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    site: str | Unset = "",
    enabled: bool | None | Unset = UNSET,
    search: str | Unset = "",
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["site"] = site

    json_enabled: bool | None | Unset
    if isinstance(enabled, Unset):
        json_enabled = UNSET
    else:
        json_enabled = enabled
    params["enabled"] = json_enabled

    params["search"] = search

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/alert-rules",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AlertRulePage | Any | Problem | None:
    if response.status_code == 200:
        response_200 = AlertRulePage.from_dict(response.json())

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
) -> Response[AlertRulePage | Any | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    site: str | Unset = "",
    enabled: bool | None | Unset = UNSET,
    search: str | Unset = "",
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> Response[AlertRulePage | Any | Problem]:
    """List alert rules

     Those that look at a site of yours, by id.

    Permission `alert_rules.read`: admin, area manager, auditor, finance, station manager, supervisor,
    technician.

    Args:
        site (str | Unset): Only those that look at this site Default: ''.
        enabled (bool | None | Unset): Only those that are evaluated, or that are not
        search (str | Unset): A part of the id or the name; empty: all Default: ''.
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AlertRulePage | Any | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        enabled=enabled,
        search=search,
        cursor=cursor,
        limit=limit,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    site: str | Unset = "",
    enabled: bool | None | Unset = UNSET,
    search: str | Unset = "",
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> AlertRulePage | Any | Problem | None:
    """List alert rules

     Those that look at a site of yours, by id.

    Permission `alert_rules.read`: admin, area manager, auditor, finance, station manager, supervisor,
    technician.

    Args:
        site (str | Unset): Only those that look at this site Default: ''.
        enabled (bool | None | Unset): Only those that are evaluated, or that are not
        search (str | Unset): A part of the id or the name; empty: all Default: ''.
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AlertRulePage | Any | Problem
    """

    return sync_detailed(
        client=client,
        site=site,
        enabled=enabled,
        search=search,
        cursor=cursor,
        limit=limit,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    site: str | Unset = "",
    enabled: bool | None | Unset = UNSET,
    search: str | Unset = "",
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> Response[AlertRulePage | Any | Problem]:
    """List alert rules

     Those that look at a site of yours, by id.

    Permission `alert_rules.read`: admin, area manager, auditor, finance, station manager, supervisor,
    technician.

    Args:
        site (str | Unset): Only those that look at this site Default: ''.
        enabled (bool | None | Unset): Only those that are evaluated, or that are not
        search (str | Unset): A part of the id or the name; empty: all Default: ''.
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AlertRulePage | Any | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        enabled=enabled,
        search=search,
        cursor=cursor,
        limit=limit,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    site: str | Unset = "",
    enabled: bool | None | Unset = UNSET,
    search: str | Unset = "",
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> AlertRulePage | Any | Problem | None:
    """List alert rules

     Those that look at a site of yours, by id.

    Permission `alert_rules.read`: admin, area manager, auditor, finance, station manager, supervisor,
    technician.

    Args:
        site (str | Unset): Only those that look at this site Default: ''.
        enabled (bool | None | Unset): Only those that are evaluated, or that are not
        search (str | Unset): A part of the id or the name; empty: all Default: ''.
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AlertRulePage | Any | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            site=site,
            enabled=enabled,
            search=search,
            cursor=cursor,
            limit=limit,
            if_none_match=if_none_match,
        )
    ).parsed
