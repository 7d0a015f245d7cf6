from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.sale import Sale
from ...models.sale_opening import SaleOpening
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: SaleOpening,
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
        "url": "/api/v1/sales",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | Sale | None:
    if response.status_code == 201:
        response_201 = Sale.from_dict(response.json())

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | Sale]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: SaleOpening,
    idempotency_key: str | Unset = UNSET,
    x_approval: str | Unset = UNSET,
) -> Response[Problem | Sale]:
    """Open sale

     Make a ticket and release its pump. The answer says what became of that.

    AUTHORISED when the pump took the order; REFUSED with its `reason`, and a prepayment is given back;
    REQUESTED while
    nothing is known: the pump is asked until it is. 409 when our own rules refuse before anything is
    sent. A pre-pay by
    card has one tender of kind CARD, with an AUTHORISED payment; the pump gets no more than the bank
    approved. OWN_USE
    needs `sales.approve`, or an approval of the pump.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        idempotency_key (str | Unset):
        x_approval (str | Unset):
        body (SaleOpening): A ticket, and what its pump is released for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Sale]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
        x_approval=x_approval,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: SaleOpening,
    idempotency_key: str | Unset = UNSET,
    x_approval: str | Unset = UNSET,
) -> Problem | Sale | None:
    """Open sale

     Make a ticket and release its pump. The answer says what became of that.

    AUTHORISED when the pump took the order; REFUSED with its `reason`, and a prepayment is given back;
    REQUESTED while
    nothing is known: the pump is asked until it is. 409 when our own rules refuse before anything is
    sent. A pre-pay by
    card has one tender of kind CARD, with an AUTHORISED payment; the pump gets no more than the bank
    approved. OWN_USE
    needs `sales.approve`, or an approval of the pump.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        idempotency_key (str | Unset):
        x_approval (str | Unset):
        body (SaleOpening): A ticket, and what its pump is released for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Sale
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        x_approval=x_approval,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: SaleOpening,
    idempotency_key: str | Unset = UNSET,
    x_approval: str | Unset = UNSET,
) -> Response[Problem | Sale]:
    """Open sale

     Make a ticket and release its pump. The answer says what became of that.

    AUTHORISED when the pump took the order; REFUSED with its `reason`, and a prepayment is given back;
    REQUESTED while
    nothing is known: the pump is asked until it is. 409 when our own rules refuse before anything is
    sent. A pre-pay by
    card has one tender of kind CARD, with an AUTHORISED payment; the pump gets no more than the bank
    approved. OWN_USE
    needs `sales.approve`, or an approval of the pump.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        idempotency_key (str | Unset):
        x_approval (str | Unset):
        body (SaleOpening): A ticket, and what its pump is released for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Sale]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
        x_approval=x_approval,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: SaleOpening,
    idempotency_key: str | Unset = UNSET,
    x_approval: str | Unset = UNSET,
) -> Problem | Sale | None:
    """Open sale

     Make a ticket and release its pump. The answer says what became of that.

    AUTHORISED when the pump took the order; REFUSED with its `reason`, and a prepayment is given back;
    REQUESTED while
    nothing is known: the pump is asked until it is. 409 when our own rules refuse before anything is
    sent. A pre-pay by
    card has one tender of kind CARD, with an AUTHORISED payment; the pump gets no more than the bank
    approved. OWN_USE
    needs `sales.approve`, or an approval of the pump.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        idempotency_key (str | Unset):
        x_approval (str | Unset):
        body (SaleOpening): A ticket, and what its pump is released for.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Sale
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            x_approval=x_approval,
        )
    ).parsed
