from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.offline_replay import OfflineReplay
from ...models.offline_replayed import OfflineReplayed
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    site: str,
    till: str,
    device_id: UUID,
    *,
    body: OfflineReplay,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/sites/{site}/tills/{till}/offline-devices/{device_id}/operations".format(
            site=quote(str(site), safe=""),
            till=quote(str(till), safe=""),
            device_id=quote(str(device_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OfflineReplayed | Problem | None:
    if response.status_code == 200:
        response_200 = OfflineReplayed.from_dict(response.json())

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


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[OfflineReplayed | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    site: str,
    till: str,
    device_id: UUID,
    *,
    client: AuthenticatedClient,
    body: OfflineReplay,
    idempotency_key: str | Unset = UNSET,
) -> Response[OfflineReplayed | Problem]:
    """Replay offline operations

     Hand in what was done without a line. Each operation is booked once: repeat until it is answered.

    409 `OfflineChainBroken` names the number and hash that are expected, and nothing is changed. 409
    `NoOpenShift`:
    open a shift, then repeat. Nothing that was taken is lost: what cannot be booked as it was meant is
    a CONFLICT.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        site (str): Site id
        till (str): Name of the till
        device_id (UUID): As the device made it
        idempotency_key (str | Unset):
        body (OfflineReplay):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OfflineReplayed | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        till=till,
        device_id=device_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    site: str,
    till: str,
    device_id: UUID,
    *,
    client: AuthenticatedClient,
    body: OfflineReplay,
    idempotency_key: str | Unset = UNSET,
) -> OfflineReplayed | Problem | None:
    """Replay offline operations

     Hand in what was done without a line. Each operation is booked once: repeat until it is answered.

    409 `OfflineChainBroken` names the number and hash that are expected, and nothing is changed. 409
    `NoOpenShift`:
    open a shift, then repeat. Nothing that was taken is lost: what cannot be booked as it was meant is
    a CONFLICT.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        site (str): Site id
        till (str): Name of the till
        device_id (UUID): As the device made it
        idempotency_key (str | Unset):
        body (OfflineReplay):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OfflineReplayed | Problem
    """

    return sync_detailed(
        site=site,
        till=till,
        device_id=device_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    site: str,
    till: str,
    device_id: UUID,
    *,
    client: AuthenticatedClient,
    body: OfflineReplay,
    idempotency_key: str | Unset = UNSET,
) -> Response[OfflineReplayed | Problem]:
    """Replay offline operations

     Hand in what was done without a line. Each operation is booked once: repeat until it is answered.

    409 `OfflineChainBroken` names the number and hash that are expected, and nothing is changed. 409
    `NoOpenShift`:
    open a shift, then repeat. Nothing that was taken is lost: what cannot be booked as it was meant is
    a CONFLICT.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        site (str): Site id
        till (str): Name of the till
        device_id (UUID): As the device made it
        idempotency_key (str | Unset):
        body (OfflineReplay):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OfflineReplayed | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        till=till,
        device_id=device_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    site: str,
    till: str,
    device_id: UUID,
    *,
    client: AuthenticatedClient,
    body: OfflineReplay,
    idempotency_key: str | Unset = UNSET,
) -> OfflineReplayed | Problem | None:
    """Replay offline operations

     Hand in what was done without a line. Each operation is booked once: repeat until it is answered.

    409 `OfflineChainBroken` names the number and hash that are expected, and nothing is changed. 409
    `NoOpenShift`:
    open a shift, then repeat. Nothing that was taken is lost: what cannot be booked as it was meant is
    a CONFLICT.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        site (str): Site id
        till (str): Name of the till
        device_id (UUID): As the device made it
        idempotency_key (str | Unset):
        body (OfflineReplay):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OfflineReplayed | Problem
    """

    return (
        await asyncio_detailed(
            site=site,
            till=till,
            device_id=device_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
