from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.numbers_restart import NumbersRestart
from ...models.numbers_restarted import NumbersRestarted
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    site: str,
    pump: int,
    *,
    body: NumbersRestart,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/sites/{site}/pumps/{pump}/restart-numbers".format(
            site=quote(str(site), safe=""),
            pump=quote(str(pump), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> NumbersRestarted | Problem | None:
    if response.status_code == 200:
        response_200 = NumbersRestarted.from_dict(response.json())

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
) -> Response[NumbersRestarted | Problem]:
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
    body: NumbersRestart,
    idempotency_key: str | Unset = UNSET,
) -> Response[NumbersRestarted | Problem]:
    """Restart numbers

     The pump's controller was replaced and counts its transactions from 1.

    Its numbers go on behind `last`, and what was refused with `SequenceReused` since `replaced_at` is
    booked. 409
    `NumbersMovedOn` when the pump's last number is another one. Repeating it changes nothing more.

    Permission `discrepancies.resolve`: admin, area manager, station manager, supervisor.

    Args:
        site (str): Site id
        pump (int): Within its site
        idempotency_key (str | Unset):
        body (NumbersRestart):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[NumbersRestarted | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        pump=pump,
        body=body,
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
    body: NumbersRestart,
    idempotency_key: str | Unset = UNSET,
) -> NumbersRestarted | Problem | None:
    """Restart numbers

     The pump's controller was replaced and counts its transactions from 1.

    Its numbers go on behind `last`, and what was refused with `SequenceReused` since `replaced_at` is
    booked. 409
    `NumbersMovedOn` when the pump's last number is another one. Repeating it changes nothing more.

    Permission `discrepancies.resolve`: admin, area manager, station manager, supervisor.

    Args:
        site (str): Site id
        pump (int): Within its site
        idempotency_key (str | Unset):
        body (NumbersRestart):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        NumbersRestarted | Problem
    """

    return sync_detailed(
        site=site,
        pump=pump,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    site: str,
    pump: int,
    *,
    client: AuthenticatedClient,
    body: NumbersRestart,
    idempotency_key: str | Unset = UNSET,
) -> Response[NumbersRestarted | Problem]:
    """Restart numbers

     The pump's controller was replaced and counts its transactions from 1.

    Its numbers go on behind `last`, and what was refused with `SequenceReused` since `replaced_at` is
    booked. 409
    `NumbersMovedOn` when the pump's last number is another one. Repeating it changes nothing more.

    Permission `discrepancies.resolve`: admin, area manager, station manager, supervisor.

    Args:
        site (str): Site id
        pump (int): Within its site
        idempotency_key (str | Unset):
        body (NumbersRestart):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[NumbersRestarted | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        pump=pump,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    site: str,
    pump: int,
    *,
    client: AuthenticatedClient,
    body: NumbersRestart,
    idempotency_key: str | Unset = UNSET,
) -> NumbersRestarted | Problem | None:
    """Restart numbers

     The pump's controller was replaced and counts its transactions from 1.

    Its numbers go on behind `last`, and what was refused with `SequenceReused` since `replaced_at` is
    booked. 409
    `NumbersMovedOn` when the pump's last number is another one. Repeating it changes nothing more.

    Permission `discrepancies.resolve`: admin, area manager, station manager, supervisor.

    Args:
        site (str): Site id
        pump (int): Within its site
        idempotency_key (str | Unset):
        body (NumbersRestart):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        NumbersRestarted | Problem
    """

    return (
        await asyncio_detailed(
            site=site,
            pump=pump,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
