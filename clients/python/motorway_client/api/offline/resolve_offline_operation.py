from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.offline_operation import OfflineOperation
from ...models.offline_resolution import OfflineResolution
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    site: str,
    operation_id: UUID,
    *,
    body: OfflineResolution,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/sites/{site}/offline-operations/{operation_id}/resolve".format(
            site=quote(str(site), safe=""),
            operation_id=quote(str(operation_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> OfflineOperation | Problem | None:
    if response.status_code == 200:
        response_200 = OfflineOperation.from_dict(response.json())

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
) -> Response[OfflineOperation | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    site: str,
    operation_id: UUID,
    *,
    client: AuthenticatedClient,
    body: OfflineResolution,
    idempotency_key: str | Unset = UNSET,
) -> Response[OfflineOperation | Problem]:
    """Resolve offline operation

     Say what was done about a conflict or a refusal. Repeating it in the same words changes nothing.

    Permission `sales.approve`: admin, area manager, station manager, supervisor.

    Args:
        site (str): Site id
        operation_id (UUID): As the device made it
        idempotency_key (str | Unset):
        body (OfflineResolution):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OfflineOperation | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        operation_id=operation_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    site: str,
    operation_id: UUID,
    *,
    client: AuthenticatedClient,
    body: OfflineResolution,
    idempotency_key: str | Unset = UNSET,
) -> OfflineOperation | Problem | None:
    """Resolve offline operation

     Say what was done about a conflict or a refusal. Repeating it in the same words changes nothing.

    Permission `sales.approve`: admin, area manager, station manager, supervisor.

    Args:
        site (str): Site id
        operation_id (UUID): As the device made it
        idempotency_key (str | Unset):
        body (OfflineResolution):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OfflineOperation | Problem
    """

    return sync_detailed(
        site=site,
        operation_id=operation_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    site: str,
    operation_id: UUID,
    *,
    client: AuthenticatedClient,
    body: OfflineResolution,
    idempotency_key: str | Unset = UNSET,
) -> Response[OfflineOperation | Problem]:
    """Resolve offline operation

     Say what was done about a conflict or a refusal. Repeating it in the same words changes nothing.

    Permission `sales.approve`: admin, area manager, station manager, supervisor.

    Args:
        site (str): Site id
        operation_id (UUID): As the device made it
        idempotency_key (str | Unset):
        body (OfflineResolution):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OfflineOperation | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        operation_id=operation_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    site: str,
    operation_id: UUID,
    *,
    client: AuthenticatedClient,
    body: OfflineResolution,
    idempotency_key: str | Unset = UNSET,
) -> OfflineOperation | Problem | None:
    """Resolve offline operation

     Say what was done about a conflict or a refusal. Repeating it in the same words changes nothing.

    Permission `sales.approve`: admin, area manager, station manager, supervisor.

    Args:
        site (str): Site id
        operation_id (UUID): As the device made it
        idempotency_key (str | Unset):
        body (OfflineResolution):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OfflineOperation | Problem
    """

    return (
        await asyncio_detailed(
            site=site,
            operation_id=operation_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
