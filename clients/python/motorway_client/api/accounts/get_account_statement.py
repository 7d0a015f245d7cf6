from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    account_id: str,
    month: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/accounts/{account_id}/statements/{month}.pdf".format(
            account_id=quote(str(account_id), safe=""),
            month=quote(str(month), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | str | None:
    if response.status_code == 200:
        response_200 = cast(str, response.content)
        return response_200

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    account_id: str,
    month: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | str]:
    """Get account statement

     The statement of a month. Once the month is over it has its number and never changes.

    Permission `accounts.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        account_id (str): Account id
        month (str): Year and month

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        account_id=account_id,
        month=month,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    account_id: str,
    month: str,
    *,
    client: AuthenticatedClient,
) -> Problem | str | None:
    """Get account statement

     The statement of a month. Once the month is over it has its number and never changes.

    Permission `accounts.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        account_id (str): Account id
        month (str): Year and month

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return sync_detailed(
        account_id=account_id,
        month=month,
        client=client,
    ).parsed


async def asyncio_detailed(
    account_id: str,
    month: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | str]:
    """Get account statement

     The statement of a month. Once the month is over it has its number and never changes.

    Permission `accounts.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        account_id (str): Account id
        month (str): Year and month

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        account_id=account_id,
        month=month,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    account_id: str,
    month: str,
    *,
    client: AuthenticatedClient,
) -> Problem | str | None:
    """Get account statement

     The statement of a month. Once the month is over it has its number and never changes.

    Permission `accounts.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        account_id (str): Account id
        month (str): Year and month

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return (
        await asyncio_detailed(
            account_id=account_id,
            month=month,
            client=client,
        )
    ).parsed
