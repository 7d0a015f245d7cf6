from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.sale import Sale
from ...models.sale_voiding import SaleVoiding
from ...types import UNSET, Response, Unset


def _get_kwargs(
    sale_id: str,
    *,
    body: SaleVoiding,
    idempotency_key: str | Unset = UNSET,
    x_approval: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    if not isinstance(x_approval, Unset):
        headers["X-Approval"] = x_approval

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/sales/{sale_id}/void".format(
            sale_id=quote(str(sale_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | Sale | None:
    if response.status_code == 200:
        response_200 = Sale.from_dict(response.json())

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | Sale]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    sale_id: str,
    *,
    client: AuthenticatedClient,
    body: SaleVoiding,
    idempotency_key: str | Unset = UNSET,
    x_approval: str | Unset = UNSET,
) -> Response[Problem | Sale]:
    """Void sale

     End a shop ticket. 409 `FuelCannotBeVoided` with fuel on it. Repeating it changes nothing.

    A ticket with something on it needs `sales.approve`.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        sale_id (str):
        idempotency_key (str | Unset):
        x_approval (str | Unset):
        body (SaleVoiding):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Sale]
    """

    kwargs = _get_kwargs(
        sale_id=sale_id,
        body=body,
        idempotency_key=idempotency_key,
        x_approval=x_approval,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    sale_id: str,
    *,
    client: AuthenticatedClient,
    body: SaleVoiding,
    idempotency_key: str | Unset = UNSET,
    x_approval: str | Unset = UNSET,
) -> Problem | Sale | None:
    """Void sale

     End a shop ticket. 409 `FuelCannotBeVoided` with fuel on it. Repeating it changes nothing.

    A ticket with something on it needs `sales.approve`.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        sale_id (str):
        idempotency_key (str | Unset):
        x_approval (str | Unset):
        body (SaleVoiding):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Sale
    """

    return sync_detailed(
        sale_id=sale_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        x_approval=x_approval,
    ).parsed


async def asyncio_detailed(
    sale_id: str,
    *,
    client: AuthenticatedClient,
    body: SaleVoiding,
    idempotency_key: str | Unset = UNSET,
    x_approval: str | Unset = UNSET,
) -> Response[Problem | Sale]:
    """Void sale

     End a shop ticket. 409 `FuelCannotBeVoided` with fuel on it. Repeating it changes nothing.

    A ticket with something on it needs `sales.approve`.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        sale_id (str):
        idempotency_key (str | Unset):
        x_approval (str | Unset):
        body (SaleVoiding):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Sale]
    """

    kwargs = _get_kwargs(
        sale_id=sale_id,
        body=body,
        idempotency_key=idempotency_key,
        x_approval=x_approval,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    sale_id: str,
    *,
    client: AuthenticatedClient,
    body: SaleVoiding,
    idempotency_key: str | Unset = UNSET,
    x_approval: str | Unset = UNSET,
) -> Problem | Sale | None:
    """Void sale

     End a shop ticket. 409 `FuelCannotBeVoided` with fuel on it. Repeating it changes nothing.

    A ticket with something on it needs `sales.approve`.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        sale_id (str):
        idempotency_key (str | Unset):
        x_approval (str | Unset):
        body (SaleVoiding):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Sale
    """

    return (
        await asyncio_detailed(
            sale_id=sale_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            x_approval=x_approval,
        )
    ).parsed
