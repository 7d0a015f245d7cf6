from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.saved_card import SavedCard
from ...types import UNSET, Response


def _get_kwargs(
    saved_card_id: str,
    *,
    site: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["site"] = site

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/v1/saved-cards/{saved_card_id}".format(
            saved_card_id=quote(str(saved_card_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | SavedCard | None:
    if response.status_code == 200:
        response_200 = SavedCard.from_dict(response.json())

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | SavedCard]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    saved_card_id: str,
    *,
    client: AuthenticatedClient,
    site: str,
) -> Response[Problem | SavedCard]:
    """Remove saved card

     It is charged no more, here and at Stripe. Answers what it was; repeating it changes nothing.

    Permission `accounts.manage`: admin, area manager, finance, station manager.

    Args:
        saved_card_id (str): Id of the card on file
        site (str): Site id: where you ask from

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SavedCard]
    """

    kwargs = _get_kwargs(
        saved_card_id=saved_card_id,
        site=site,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    saved_card_id: str,
    *,
    client: AuthenticatedClient,
    site: str,
) -> Problem | SavedCard | None:
    """Remove saved card

     It is charged no more, here and at Stripe. Answers what it was; repeating it changes nothing.

    Permission `accounts.manage`: admin, area manager, finance, station manager.

    Args:
        saved_card_id (str): Id of the card on file
        site (str): Site id: where you ask from

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SavedCard
    """

    return sync_detailed(
        saved_card_id=saved_card_id,
        client=client,
        site=site,
    ).parsed


async def asyncio_detailed(
    saved_card_id: str,
    *,
    client: AuthenticatedClient,
    site: str,
) -> Response[Problem | SavedCard]:
    """Remove saved card

     It is charged no more, here and at Stripe. Answers what it was; repeating it changes nothing.

    Permission `accounts.manage`: admin, area manager, finance, station manager.

    Args:
        saved_card_id (str): Id of the card on file
        site (str): Site id: where you ask from

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SavedCard]
    """

    kwargs = _get_kwargs(
        saved_card_id=saved_card_id,
        site=site,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    saved_card_id: str,
    *,
    client: AuthenticatedClient,
    site: str,
) -> Problem | SavedCard | None:
    """Remove saved card

     It is charged no more, here and at Stripe. Answers what it was; repeating it changes nothing.

    Permission `accounts.manage`: admin, area manager, finance, station manager.

    Args:
        saved_card_id (str): Id of the card on file
        site (str): Site id: where you ask from

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SavedCard
    """

    return (
        await asyncio_detailed(
            saved_card_id=saved_card_id,
            client=client,
            site=site,
        )
    ).parsed
