from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.debt_card_payment import DebtCardPayment
from ...models.debt_card_start import DebtCardStart
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    debt_id: str,
    *,
    body: DebtCardStart,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/debts/{debt_id}/card-payments".format(
            debt_id=quote(str(debt_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DebtCardPayment | Problem | None:
    if response.status_code == 201:
        response_201 = DebtCardPayment.from_dict(response.json())

        return response_201

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
) -> Response[DebtCardPayment | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    debt_id: str,
    *,
    client: AuthenticatedClient,
    body: DebtCardStart,
    idempotency_key: str | Unset = UNSET,
) -> Response[DebtCardPayment | Problem]:
    """Start debt payment

     Ask for a card for all of it, in your shift. The debt is SETTLED, with its receipt, when the money
    is taken.

    `payment.changed` of the live stream tells, or reading its sale. It is given up as a card payment of
    that sale.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        debt_id (str): Id of the debt
        idempotency_key (str | Unset):
        body (DebtCardStart):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DebtCardPayment | Problem]
    """

    kwargs = _get_kwargs(
        debt_id=debt_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    debt_id: str,
    *,
    client: AuthenticatedClient,
    body: DebtCardStart,
    idempotency_key: str | Unset = UNSET,
) -> DebtCardPayment | Problem | None:
    """Start debt payment

     Ask for a card for all of it, in your shift. The debt is SETTLED, with its receipt, when the money
    is taken.

    `payment.changed` of the live stream tells, or reading its sale. It is given up as a card payment of
    that sale.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        debt_id (str): Id of the debt
        idempotency_key (str | Unset):
        body (DebtCardStart):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DebtCardPayment | Problem
    """

    return sync_detailed(
        debt_id=debt_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    debt_id: str,
    *,
    client: AuthenticatedClient,
    body: DebtCardStart,
    idempotency_key: str | Unset = UNSET,
) -> Response[DebtCardPayment | Problem]:
    """Start debt payment

     Ask for a card for all of it, in your shift. The debt is SETTLED, with its receipt, when the money
    is taken.

    `payment.changed` of the live stream tells, or reading its sale. It is given up as a card payment of
    that sale.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        debt_id (str): Id of the debt
        idempotency_key (str | Unset):
        body (DebtCardStart):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DebtCardPayment | Problem]
    """

    kwargs = _get_kwargs(
        debt_id=debt_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    debt_id: str,
    *,
    client: AuthenticatedClient,
    body: DebtCardStart,
    idempotency_key: str | Unset = UNSET,
) -> DebtCardPayment | Problem | None:
    """Start debt payment

     Ask for a card for all of it, in your shift. The debt is SETTLED, with its receipt, when the money
    is taken.

    `payment.changed` of the live stream tells, or reading its sale. It is given up as a card payment of
    that sale.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        debt_id (str): Id of the debt
        idempotency_key (str | Unset):
        body (DebtCardStart):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DebtCardPayment | Problem
    """

    return (
        await asyncio_detailed(
            debt_id=debt_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
