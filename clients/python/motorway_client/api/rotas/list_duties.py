import datetime
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.duty_list import DutyList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    rota_id: str,
    *,
    start: datetime.datetime | None | Unset = UNSET,
    end: datetime.datetime | None | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    json_start: None | str | Unset
    if isinstance(start, Unset):
        json_start = UNSET
    elif isinstance(start, datetime.datetime):
        json_start = start.isoformat()
    else:
        json_start = start
    params["start"] = json_start

    json_end: None | str | Unset
    if isinstance(end, Unset):
        json_end = UNSET
    elif isinstance(end, datetime.datetime):
        json_end = end.isoformat()
    else:
        json_end = end
    params["end"] = json_end

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/rotas/{rota_id}/on-call".format(
            rota_id=quote(str(rota_id), safe=""),
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | DutyList | Problem | None:
    if response.status_code == 200:
        response_200 = DutyList.from_dict(response.json())

        return response_200

    if response.status_code == 304:
        response_304 = cast(Any, None)
        return response_304

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


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | DutyList | Problem]:
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
    start: datetime.datetime | None | Unset = UNSET,
    end: datetime.datetime | None | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | DutyList | Problem]:
    """List duties

     Who is on call: at `start` (without it: now), or until `end` duty by duty, for a year at most.

    Permission `on_call.read`: admin, area manager, auditor, station manager, supervisor, technician.

    Args:
        rota_id (str): Id of the rota
        start (datetime.datetime | None | Unset): Without it: now
        end (datetime.datetime | None | Unset): Without it: only who is on call at the start
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | DutyList | Problem]
    """

    kwargs = _get_kwargs(
        rota_id=rota_id,
        start=start,
        end=end,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    rota_id: str,
    *,
    client: AuthenticatedClient,
    start: datetime.datetime | None | Unset = UNSET,
    end: datetime.datetime | None | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | DutyList | Problem | None:
    """List duties

     Who is on call: at `start` (without it: now), or until `end` duty by duty, for a year at most.

    Permission `on_call.read`: admin, area manager, auditor, station manager, supervisor, technician.

    Args:
        rota_id (str): Id of the rota
        start (datetime.datetime | None | Unset): Without it: now
        end (datetime.datetime | None | Unset): Without it: only who is on call at the start
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | DutyList | Problem
    """

    return sync_detailed(
        rota_id=rota_id,
        client=client,
        start=start,
        end=end,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    rota_id: str,
    *,
    client: AuthenticatedClient,
    start: datetime.datetime | None | Unset = UNSET,
    end: datetime.datetime | None | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | DutyList | Problem]:
    """List duties

     Who is on call: at `start` (without it: now), or until `end` duty by duty, for a year at most.

    Permission `on_call.read`: admin, area manager, auditor, station manager, supervisor, technician.

    Args:
        rota_id (str): Id of the rota
        start (datetime.datetime | None | Unset): Without it: now
        end (datetime.datetime | None | Unset): Without it: only who is on call at the start
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | DutyList | Problem]
    """

    kwargs = _get_kwargs(
        rota_id=rota_id,
        start=start,
        end=end,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    rota_id: str,
    *,
    client: AuthenticatedClient,
    start: datetime.datetime | None | Unset = UNSET,
    end: datetime.datetime | None | Unset = UNSET,
    if_none_match: str | Unset = UNSET,
) -> Any | DutyList | Problem | None:
    """List duties

     Who is on call: at `start` (without it: now), or until `end` duty by duty, for a year at most.

    Permission `on_call.read`: admin, area manager, auditor, station manager, supervisor, technician.

    Args:
        rota_id (str): Id of the rota
        start (datetime.datetime | None | Unset): Without it: now
        end (datetime.datetime | None | Unset): Without it: only who is on call at the start
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | DutyList | Problem
    """

    return (
        await asyncio_detailed(
            rota_id=rota_id,
            client=client,
            start=start,
            end=end,
            if_none_match=if_none_match,
        )
    ).parsed
