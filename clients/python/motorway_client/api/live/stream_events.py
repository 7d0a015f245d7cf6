from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    site: str | Unset = "",
    types: str | Unset = "",
    last_event_id_query: str | Unset = "",
    last_event_id_header: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(last_event_id_header, Unset):
        headers["Last-Event-ID"] = last_event_id_header

    params: dict[str, Any] = {}

    params["site"] = site

    params["types"] = types

    params["last_event_id"] = last_event_id_query

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/events",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | str | None:
    if response.status_code == 200:
        response_200 = response.text
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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    site: str | Unset = "",
    types: str | Unset = "",
    last_event_id_query: str | Unset = "",
    last_event_id_header: str | Unset = "",
) -> Response[Problem | str]:
    """Stream events

     Server-Sent Events as they happen. `Last-Event-ID` resumes without a gap; where that is no longer
    possible the
    event `reset` says that everything has to be loaded anew. Sales, shifts, prices, discrepancies,
    alerts, payments,
    card refunds, disputes and breaks come to whoever may read them by REST.

    Permission `live.read`: every role.

    Args:
        site (str | Unset): Site ids with commas between; empty: every site Default: ''.
        types (str | Unset): Event types with commas between; empty: all Default: ''.
        last_event_id_query (str | Unset): Where the header `Last-Event-ID` cannot be set Default:
            ''.
        last_event_id_header (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        site=site,
        types=types,
        last_event_id_query=last_event_id_query,
        last_event_id_header=last_event_id_header,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    site: str | Unset = "",
    types: str | Unset = "",
    last_event_id_query: str | Unset = "",
    last_event_id_header: str | Unset = "",
) -> Problem | str | None:
    """Stream events

     Server-Sent Events as they happen. `Last-Event-ID` resumes without a gap; where that is no longer
    possible the
    event `reset` says that everything has to be loaded anew. Sales, shifts, prices, discrepancies,
    alerts, payments,
    card refunds, disputes and breaks come to whoever may read them by REST.

    Permission `live.read`: every role.

    Args:
        site (str | Unset): Site ids with commas between; empty: every site Default: ''.
        types (str | Unset): Event types with commas between; empty: all Default: ''.
        last_event_id_query (str | Unset): Where the header `Last-Event-ID` cannot be set Default:
            ''.
        last_event_id_header (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return sync_detailed(
        client=client,
        site=site,
        types=types,
        last_event_id_query=last_event_id_query,
        last_event_id_header=last_event_id_header,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    site: str | Unset = "",
    types: str | Unset = "",
    last_event_id_query: str | Unset = "",
    last_event_id_header: str | Unset = "",
) -> Response[Problem | str]:
    """Stream events

     Server-Sent Events as they happen. `Last-Event-ID` resumes without a gap; where that is no longer
    possible the
    event `reset` says that everything has to be loaded anew. Sales, shifts, prices, discrepancies,
    alerts, payments,
    card refunds, disputes and breaks come to whoever may read them by REST.

    Permission `live.read`: every role.

    Args:
        site (str | Unset): Site ids with commas between; empty: every site Default: ''.
        types (str | Unset): Event types with commas between; empty: all Default: ''.
        last_event_id_query (str | Unset): Where the header `Last-Event-ID` cannot be set Default:
            ''.
        last_event_id_header (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        site=site,
        types=types,
        last_event_id_query=last_event_id_query,
        last_event_id_header=last_event_id_header,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    site: str | Unset = "",
    types: str | Unset = "",
    last_event_id_query: str | Unset = "",
    last_event_id_header: str | Unset = "",
) -> Problem | str | None:
    """Stream events

     Server-Sent Events as they happen. `Last-Event-ID` resumes without a gap; where that is no longer
    possible the
    event `reset` says that everything has to be loaded anew. Sales, shifts, prices, discrepancies,
    alerts, payments,
    card refunds, disputes and breaks come to whoever may read them by REST.

    Permission `live.read`: every role.

    Args:
        site (str | Unset): Site ids with commas between; empty: every site Default: ''.
        types (str | Unset): Event types with commas between; empty: all Default: ''.
        last_event_id_query (str | Unset): Where the header `Last-Event-ID` cannot be set Default:
            ''.
        last_event_id_header (str | Unset):  Default: ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return (
        await asyncio_detailed(
            client=client,
            site=site,
            types=types,
            last_event_id_query=last_event_id_query,
            last_event_id_header=last_event_id_header,
        )
    ).parsed
