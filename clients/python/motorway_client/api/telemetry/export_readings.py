import datetime
from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.readings_format import ReadingsFormat
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    site: str,
    start: datetime.datetime,
    end: datetime.datetime,
    device: str | Unset = "",
    metric: str | Unset = "",
    format_: ReadingsFormat | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["site"] = site

    json_start = start.isoformat()
    params["start"] = json_start

    json_end = end.isoformat()
    params["end"] = json_end

    params["device"] = device

    params["metric"] = metric

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_.value

    params["format"] = json_format_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/telemetry/export",
        "params": params,
    }

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
    site: str,
    start: datetime.datetime,
    end: datetime.datetime,
    device: str | Unset = "",
    metric: str | Unset = "",
    format_: ReadingsFormat | Unset = UNSET,
) -> Response[Problem | str]:
    """Export readings

     Raw readings in time order as a download: device and metric may be left out to get all.

    Permission `telemetry.export`: admin, area manager, auditor, finance, station manager, technician.

    Args:
        site (str): Site id
        start (datetime.datetime): Inclusive
        end (datetime.datetime): Exclusive
        device (str | Unset): `pump/3`, `tank/1`, `controller` …; empty: all Default: ''.
        metric (str | Unset): `product_level`, `state` …; empty: all Default: ''.
        format_ (ReadingsFormat | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        site=site,
        start=start,
        end=end,
        device=device,
        metric=metric,
        format_=format_,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    site: str,
    start: datetime.datetime,
    end: datetime.datetime,
    device: str | Unset = "",
    metric: str | Unset = "",
    format_: ReadingsFormat | Unset = UNSET,
) -> Problem | str | None:
    """Export readings

     Raw readings in time order as a download: device and metric may be left out to get all.

    Permission `telemetry.export`: admin, area manager, auditor, finance, station manager, technician.

    Args:
        site (str): Site id
        start (datetime.datetime): Inclusive
        end (datetime.datetime): Exclusive
        device (str | Unset): `pump/3`, `tank/1`, `controller` …; empty: all Default: ''.
        metric (str | Unset): `product_level`, `state` …; empty: all Default: ''.
        format_ (ReadingsFormat | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return sync_detailed(
        client=client,
        site=site,
        start=start,
        end=end,
        device=device,
        metric=metric,
        format_=format_,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    site: str,
    start: datetime.datetime,
    end: datetime.datetime,
    device: str | Unset = "",
    metric: str | Unset = "",
    format_: ReadingsFormat | Unset = UNSET,
) -> Response[Problem | str]:
    """Export readings

     Raw readings in time order as a download: device and metric may be left out to get all.

    Permission `telemetry.export`: admin, area manager, auditor, finance, station manager, technician.

    Args:
        site (str): Site id
        start (datetime.datetime): Inclusive
        end (datetime.datetime): Exclusive
        device (str | Unset): `pump/3`, `tank/1`, `controller` …; empty: all Default: ''.
        metric (str | Unset): `product_level`, `state` …; empty: all Default: ''.
        format_ (ReadingsFormat | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        site=site,
        start=start,
        end=end,
        device=device,
        metric=metric,
        format_=format_,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    site: str,
    start: datetime.datetime,
    end: datetime.datetime,
    device: str | Unset = "",
    metric: str | Unset = "",
    format_: ReadingsFormat | Unset = UNSET,
) -> Problem | str | None:
    """Export readings

     Raw readings in time order as a download: device and metric may be left out to get all.

    Permission `telemetry.export`: admin, area manager, auditor, finance, station manager, technician.

    Args:
        site (str): Site id
        start (datetime.datetime): Inclusive
        end (datetime.datetime): Exclusive
        device (str | Unset): `pump/3`, `tank/1`, `controller` …; empty: all Default: ''.
        metric (str | Unset): `product_level`, `state` …; empty: all Default: ''.
        format_ (ReadingsFormat | Unset):

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
            start=start,
            end=end,
            device=device,
            metric=metric,
            format_=format_,
        )
    ).parsed
