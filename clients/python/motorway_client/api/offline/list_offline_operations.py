from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.offline_operation_page import OfflineOperationPage
from ...models.offline_outcome import OfflineOutcome
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    site: str,
    *,
    outcome: None | OfflineOutcome | Unset = UNSET,
    device_id: None | Unset | UUID = UNSET,
    unresolved: bool | Unset = False,
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_outcome: None | str | Unset
    if isinstance(outcome, Unset):
        json_outcome = UNSET
    elif isinstance(outcome, OfflineOutcome):
        json_outcome = outcome.value
    else:
        json_outcome = outcome
    params["outcome"] = json_outcome

    json_device_id: None | str | Unset
    if isinstance(device_id, Unset):
        json_device_id = UNSET
    elif isinstance(device_id, UUID):
        json_device_id = str(device_id)
    else:
        json_device_id = device_id
    params["device_id"] = json_device_id

    params["unresolved"] = unresolved

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/sites/{site}/offline-operations".format(
            site=quote(str(site), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | OfflineOperationPage | Problem | None:
    if response.status_code == 200:
        response_200 = OfflineOperationPage.from_dict(response.json())

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
) -> Response[Any | OfflineOperationPage | Problem]:
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
    outcome: None | OfflineOutcome | Unset = UNSET,
    device_id: None | Unset | UUID = UNSET,
    unresolved: bool | Unset = False,
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | OfflineOperationPage | Problem]:
    """List offline operations

     What tills did without a line and what became of it; newest first.

    Permission `sales.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        site (str): Site id
        outcome (None | OfflineOutcome | Unset): Only those; left out: all
        device_id (None | Unset | UUID): Only of this device
        unresolved (bool | Unset): Only conflicts and refusals that nobody explained yet Default:
            False.
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | OfflineOperationPage | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        outcome=outcome,
        device_id=device_id,
        unresolved=unresolved,
        cursor=cursor,
        limit=limit,
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
    outcome: None | OfflineOutcome | Unset = UNSET,
    device_id: None | Unset | UUID = UNSET,
    unresolved: bool | Unset = False,
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> Any | OfflineOperationPage | Problem | None:
    """List offline operations

     What tills did without a line and what became of it; newest first.

    Permission `sales.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        site (str): Site id
        outcome (None | OfflineOutcome | Unset): Only those; left out: all
        device_id (None | Unset | UUID): Only of this device
        unresolved (bool | Unset): Only conflicts and refusals that nobody explained yet Default:
            False.
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | OfflineOperationPage | Problem
    """

    return sync_detailed(
        site=site,
        client=client,
        outcome=outcome,
        device_id=device_id,
        unresolved=unresolved,
        cursor=cursor,
        limit=limit,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    site: str,
    *,
    client: AuthenticatedClient,
    outcome: None | OfflineOutcome | Unset = UNSET,
    device_id: None | Unset | UUID = UNSET,
    unresolved: bool | Unset = False,
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | OfflineOperationPage | Problem]:
    """List offline operations

     What tills did without a line and what became of it; newest first.

    Permission `sales.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        site (str): Site id
        outcome (None | OfflineOutcome | Unset): Only those; left out: all
        device_id (None | Unset | UUID): Only of this device
        unresolved (bool | Unset): Only conflicts and refusals that nobody explained yet Default:
            False.
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | OfflineOperationPage | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        outcome=outcome,
        device_id=device_id,
        unresolved=unresolved,
        cursor=cursor,
        limit=limit,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    site: str,
    *,
    client: AuthenticatedClient,
    outcome: None | OfflineOutcome | Unset = UNSET,
    device_id: None | Unset | UUID = UNSET,
    unresolved: bool | Unset = False,
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> Any | OfflineOperationPage | Problem | None:
    """List offline operations

     What tills did without a line and what became of it; newest first.

    Permission `sales.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        site (str): Site id
        outcome (None | OfflineOutcome | Unset): Only those; left out: all
        device_id (None | Unset | UUID): Only of this device
        unresolved (bool | Unset): Only conflicts and refusals that nobody explained yet Default:
            False.
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | OfflineOperationPage | Problem
    """

    return (
        await asyncio_detailed(
            site=site,
            client=client,
            outcome=outcome,
            device_id=device_id,
            unresolved=unresolved,
            cursor=cursor,
            limit=limit,
            if_none_match=if_none_match,
        )
    ).parsed
