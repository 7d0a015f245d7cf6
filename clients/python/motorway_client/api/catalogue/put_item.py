from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.item import Item
from ...models.item_terms import ItemTerms
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    site: str,
    item_id: str,
    *,
    body: ItemTerms,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/sites/{site}/items/{item_id}".format(
            site=quote(str(site), safe=""),
            item_id=quote(str(item_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Item | Problem | None:
    if response.status_code == 200:
        response_200 = Item.from_dict(response.json())

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Item | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    site: str,
    item_id: str,
    *,
    client: AuthenticatedClient,
    body: ItemTerms,
) -> Response[Item | Problem]:
    """Put item

     Create the item or replace it; the same again changes nothing.

    Permission `catalogue.manage`: admin, area manager, station manager.

    Args:
        site (str): Site id
        item_id (str): Item id
        body (ItemTerms):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Item | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        item_id=item_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    site: str,
    item_id: str,
    *,
    client: AuthenticatedClient,
    body: ItemTerms,
) -> Item | Problem | None:
    """Put item

     Create the item or replace it; the same again changes nothing.

    Permission `catalogue.manage`: admin, area manager, station manager.

    Args:
        site (str): Site id
        item_id (str): Item id
        body (ItemTerms):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Item | Problem
    """

    return sync_detailed(
        site=site,
        item_id=item_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    site: str,
    item_id: str,
    *,
    client: AuthenticatedClient,
    body: ItemTerms,
) -> Response[Item | Problem]:
    """Put item

     Create the item or replace it; the same again changes nothing.

    Permission `catalogue.manage`: admin, area manager, station manager.

    Args:
        site (str): Site id
        item_id (str): Item id
        body (ItemTerms):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Item | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        item_id=item_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    site: str,
    item_id: str,
    *,
    client: AuthenticatedClient,
    body: ItemTerms,
) -> Item | Problem | None:
    """Put item

     Create the item or replace it; the same again changes nothing.

    Permission `catalogue.manage`: admin, area manager, station manager.

    Args:
        site (str): Site id
        item_id (str): Item id
        body (ItemTerms):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Item | Problem
    """

    return (
        await asyncio_detailed(
            site=site,
            item_id=item_id,
            client=client,
            body=body,
        )
    ).parsed
