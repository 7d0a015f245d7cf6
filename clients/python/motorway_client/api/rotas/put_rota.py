from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.rota import Rota
from ...models.rota_content import RotaContent
from ...types import UNSET, Response, Unset


def _get_kwargs(
    rota_id: str,
    *,
    body: RotaContent,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/rotas/{rota_id}".format(
            rota_id=quote(str(rota_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | Rota | None:
    if response.status_code == 200:
        response_200 = Rota.from_dict(response.json())

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

    if response.status_code == 412:
        response_412 = Problem.from_dict(response.json())

        return response_412

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | Rota]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    rota_id: str,
    *,
    client: AuthenticatedClient,
    body: RotaContent,
    if_match: str | Unset = UNSET,
) -> Response[Problem | Rota]:
    """Put rota

     Make or change it: who takes turns, from which day, and when turns change.

    Permission `on_call.manage`: admin, area manager, station manager.

    Args:
        rota_id (str): Id of the rota
        if_match (str | Unset):
        body (RotaContent):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Rota]
    """

    kwargs = _get_kwargs(
        rota_id=rota_id,
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    rota_id: str,
    *,
    client: AuthenticatedClient,
    body: RotaContent,
    if_match: str | Unset = UNSET,
) -> Problem | Rota | None:
    """Put rota

     Make or change it: who takes turns, from which day, and when turns change.

    Permission `on_call.manage`: admin, area manager, station manager.

    Args:
        rota_id (str): Id of the rota
        if_match (str | Unset):
        body (RotaContent):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Rota
    """

    return sync_detailed(
        rota_id=rota_id,
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    rota_id: str,
    *,
    client: AuthenticatedClient,
    body: RotaContent,
    if_match: str | Unset = UNSET,
) -> Response[Problem | Rota]:
    """Put rota

     Make or change it: who takes turns, from which day, and when turns change.

    Permission `on_call.manage`: admin, area manager, station manager.

    Args:
        rota_id (str): Id of the rota
        if_match (str | Unset):
        body (RotaContent):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Rota]
    """

    kwargs = _get_kwargs(
        rota_id=rota_id,
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    rota_id: str,
    *,
    client: AuthenticatedClient,
    body: RotaContent,
    if_match: str | Unset = UNSET,
) -> Problem | Rota | None:
    """Put rota

     Make or change it: who takes turns, from which day, and when turns change.

    Permission `on_call.manage`: admin, area manager, station manager.

    Args:
        rota_id (str): Id of the rota
        if_match (str | Unset):
        body (RotaContent):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Rota
    """

    return (
        await asyncio_detailed(
            rota_id=rota_id,
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
