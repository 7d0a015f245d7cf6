from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.pump_said import PumpSaid
from ...types import UNSET, Response, Unset


def _get_kwargs(
    site: str,
    pump: int,
    *,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/sites/{site}/pumps/{pump}/suspend".format(
            site=quote(str(site), safe=""),
            pump=quote(str(pump), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | PumpSaid | None:
    if response.status_code == 200:
        response_200 = PumpSaid.from_dict(response.json())

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

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | PumpSaid]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    site: str,
    pump: int,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | PumpSaid]:
    """Suspend pump

     Halt the delivery for now (Suspend_FP). 409 `PumpRefused` with IFSF's code in the `context`.

    Permission `pumps.control`: admin, area manager, cashier, station manager, supervisor, technician.

    Args:
        site (str): Site id
        pump (int): Within its site
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | PumpSaid]
    """

    kwargs = _get_kwargs(
        site=site,
        pump=pump,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    site: str,
    pump: int,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = UNSET,
) -> Problem | PumpSaid | None:
    """Suspend pump

     Halt the delivery for now (Suspend_FP). 409 `PumpRefused` with IFSF's code in the `context`.

    Permission `pumps.control`: admin, area manager, cashier, station manager, supervisor, technician.

    Args:
        site (str): Site id
        pump (int): Within its site
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | PumpSaid
    """

    return sync_detailed(
        site=site,
        pump=pump,
        client=client,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    site: str,
    pump: int,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | PumpSaid]:
    """Suspend pump

     Halt the delivery for now (Suspend_FP). 409 `PumpRefused` with IFSF's code in the `context`.

    Permission `pumps.control`: admin, area manager, cashier, station manager, supervisor, technician.

    Args:
        site (str): Site id
        pump (int): Within its site
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | PumpSaid]
    """

    kwargs = _get_kwargs(
        site=site,
        pump=pump,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    site: str,
    pump: int,
    *,
    client: AuthenticatedClient,
    idempotency_key: str | Unset = UNSET,
) -> Problem | PumpSaid | None:
    """Suspend pump

     Halt the delivery for now (Suspend_FP). 409 `PumpRefused` with IFSF's code in the `context`.

    Permission `pumps.control`: admin, area manager, cashier, station manager, supervisor, technician.

    Args:
        site (str): Site id
        pump (int): Within its site
        idempotency_key (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | PumpSaid
    """

    return (
        await asyncio_detailed(
            site=site,
            pump=pump,
            client=client,
            idempotency_key=idempotency_key,
        )
    ).parsed
