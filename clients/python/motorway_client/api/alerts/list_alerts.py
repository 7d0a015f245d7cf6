from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.alert_page import AlertPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    site: str | Unset = "",
    state: str | Unset = "",
    severity: str | Unset = "",
    rule: str | Unset = "",
    incident: str | Unset = "",
    assignee: str | Unset = "",
    text: str | Unset = "",
    suppressed: bool | None | Unset = UNSET,
    grouped: bool | None | Unset = UNSET,
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["site"] = site

    params["state"] = state

    params["severity"] = severity

    params["rule"] = rule

    params["incident"] = incident

    params["assignee"] = assignee

    params["text"] = text

    json_suppressed: bool | None | Unset
    if isinstance(suppressed, Unset):
        json_suppressed = UNSET
    else:
        json_suppressed = suppressed
    params["suppressed"] = json_suppressed

    json_grouped: bool | None | Unset
    if isinstance(grouped, Unset):
        json_grouped = UNSET
    else:
        json_grouped = grouped
    params["grouped"] = json_grouped

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/alerts",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AlertPage | Any | Problem | None:
    if response.status_code == 200:
        response_200 = AlertPage.from_dict(response.json())

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
) -> Response[AlertPage | Any | Problem]:
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
    state: str | Unset = "",
    severity: str | Unset = "",
    rule: str | Unset = "",
    incident: str | Unset = "",
    assignee: str | Unset = "",
    text: str | Unset = "",
    suppressed: bool | None | Unset = UNSET,
    grouped: bool | None | Unset = UNSET,
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> Response[AlertPage | Any | Problem]:
    """List alerts

     Newest first.

    Permission `alerts.read`: every role.

    Args:
        site (str | Unset): Site ids with commas between; empty: every site Default: ''.
        state (str | Unset): States with commas between; empty: all Default: ''.
        severity (str | Unset): With commas between; empty: all Default: ''.
        rule (str | Unset): Ids of rules with commas between; empty: all Default: ''.
        incident (str | Unset): Only those of this incident, and its head Default: ''.
        assignee (str | Unset): Only those that this user looks after Default: ''.
        text (str | Unset): Somewhere in text, device or rule, in any case Default: ''.
        suppressed (bool | None | Unset): Only those for which nobody is called (true), or
            somebody (false)
        grouped (bool | None | Unset): Only those that the head of an incident stands for (true),
            or all others (false)
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AlertPage | Any | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        state=state,
        severity=severity,
        rule=rule,
        incident=incident,
        assignee=assignee,
        text=text,
        suppressed=suppressed,
        grouped=grouped,
        cursor=cursor,
        limit=limit,
        if_none_match=if_none_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    site: str | Unset = "",
    state: str | Unset = "",
    severity: str | Unset = "",
    rule: str | Unset = "",
    incident: str | Unset = "",
    assignee: str | Unset = "",
    text: str | Unset = "",
    suppressed: bool | None | Unset = UNSET,
    grouped: bool | None | Unset = UNSET,
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> AlertPage | Any | Problem | None:
    """List alerts

     Newest first.

    Permission `alerts.read`: every role.

    Args:
        site (str | Unset): Site ids with commas between; empty: every site Default: ''.
        state (str | Unset): States with commas between; empty: all Default: ''.
        severity (str | Unset): With commas between; empty: all Default: ''.
        rule (str | Unset): Ids of rules with commas between; empty: all Default: ''.
        incident (str | Unset): Only those of this incident, and its head Default: ''.
        assignee (str | Unset): Only those that this user looks after Default: ''.
        text (str | Unset): Somewhere in text, device or rule, in any case Default: ''.
        suppressed (bool | None | Unset): Only those for which nobody is called (true), or
            somebody (false)
        grouped (bool | None | Unset): Only those that the head of an incident stands for (true),
            or all others (false)
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AlertPage | Any | Problem
    """

    return sync_detailed(
        client=client,
        site=site,
        state=state,
        severity=severity,
        rule=rule,
        incident=incident,
        assignee=assignee,
        text=text,
        suppressed=suppressed,
        grouped=grouped,
        cursor=cursor,
        limit=limit,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    site: str | Unset = "",
    state: str | Unset = "",
    severity: str | Unset = "",
    rule: str | Unset = "",
    incident: str | Unset = "",
    assignee: str | Unset = "",
    text: str | Unset = "",
    suppressed: bool | None | Unset = UNSET,
    grouped: bool | None | Unset = UNSET,
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> Response[AlertPage | Any | Problem]:
    """List alerts

     Newest first.

    Permission `alerts.read`: every role.

    Args:
        site (str | Unset): Site ids with commas between; empty: every site Default: ''.
        state (str | Unset): States with commas between; empty: all Default: ''.
        severity (str | Unset): With commas between; empty: all Default: ''.
        rule (str | Unset): Ids of rules with commas between; empty: all Default: ''.
        incident (str | Unset): Only those of this incident, and its head Default: ''.
        assignee (str | Unset): Only those that this user looks after Default: ''.
        text (str | Unset): Somewhere in text, device or rule, in any case Default: ''.
        suppressed (bool | None | Unset): Only those for which nobody is called (true), or
            somebody (false)
        grouped (bool | None | Unset): Only those that the head of an incident stands for (true),
            or all others (false)
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AlertPage | Any | Problem]
    """

    kwargs = _get_kwargs(
        site=site,
        state=state,
        severity=severity,
        rule=rule,
        incident=incident,
        assignee=assignee,
        text=text,
        suppressed=suppressed,
        grouped=grouped,
        cursor=cursor,
        limit=limit,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    site: str | Unset = "",
    state: str | Unset = "",
    severity: str | Unset = "",
    rule: str | Unset = "",
    incident: str | Unset = "",
    assignee: str | Unset = "",
    text: str | Unset = "",
    suppressed: bool | None | Unset = UNSET,
    grouped: bool | None | Unset = UNSET,
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> AlertPage | Any | Problem | None:
    """List alerts

     Newest first.

    Permission `alerts.read`: every role.

    Args:
        site (str | Unset): Site ids with commas between; empty: every site Default: ''.
        state (str | Unset): States with commas between; empty: all Default: ''.
        severity (str | Unset): With commas between; empty: all Default: ''.
        rule (str | Unset): Ids of rules with commas between; empty: all Default: ''.
        incident (str | Unset): Only those of this incident, and its head Default: ''.
        assignee (str | Unset): Only those that this user looks after Default: ''.
        text (str | Unset): Somewhere in text, device or rule, in any case Default: ''.
        suppressed (bool | None | Unset): Only those for which nobody is called (true), or
            somebody (false)
        grouped (bool | None | Unset): Only those that the head of an incident stands for (true),
            or all others (false)
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AlertPage | Any | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            site=site,
            state=state,
            severity=severity,
            rule=rule,
            incident=incident,
            assignee=assignee,
            text=text,
            suppressed=suppressed,
            grouped=grouped,
            cursor=cursor,
            limit=limit,
            if_none_match=if_none_match,
        )
    ).parsed
