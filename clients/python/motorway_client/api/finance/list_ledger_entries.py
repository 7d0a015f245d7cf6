import datetime
from http import HTTPStatus
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.ledger_entry_page import LedgerEntryPage
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    account: str | Unset = "",
    site: str | Unset = "",
    payment_id: str | Unset = "",
    from_: datetime.datetime | None | Unset = UNSET,
    to: datetime.datetime | None | Unset = UNSET,
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match

    params: dict[str, Any] = {}

    params["account"] = account

    params["site"] = site

    params["payment_id"] = payment_id

    json_from_: None | str | Unset
    if isinstance(from_, Unset):
        json_from_ = UNSET
    elif isinstance(from_, datetime.datetime):
        json_from_ = from_.isoformat()
    else:
        json_from_ = from_
    params["from"] = json_from_

    json_to: None | str | Unset
    if isinstance(to, Unset):
        json_to = UNSET
    elif isinstance(to, datetime.datetime):
        json_to = to.isoformat()
    else:
        json_to = to
    params["to"] = json_to

    params["cursor"] = cursor

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/finance/entries",
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | LedgerEntryPage | Problem | None:
    if response.status_code == 200:
        response_200 = LedgerEntryPage.from_dict(response.json())

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
) -> Response[Any | LedgerEntryPage | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    account: str | Unset = "",
    site: str | Unset = "",
    payment_id: str | Unset = "",
    from_: datetime.datetime | None | Unset = UNSET,
    to: datetime.datetime | None | Unset = UNSET,
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | LedgerEntryPage | Problem]:
    """List ledger entries

     Newest first.

    Permission `ledger.read`: admin, auditor, finance.

    Args:
        account (str | Unset): Only what moves this account Default: ''.
        site (str | Unset): Only of this site; empty: all Default: ''.
        payment_id (str | Unset): Only of this payment; empty: all Default: ''.
        from_ (datetime.datetime | None | Unset): Since, inclusive
        to (datetime.datetime | None | Unset): Until, exclusive
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | LedgerEntryPage | Problem]
    """

    kwargs = _get_kwargs(
        account=account,
        site=site,
        payment_id=payment_id,
        from_=from_,
        to=to,
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
    account: str | Unset = "",
    site: str | Unset = "",
    payment_id: str | Unset = "",
    from_: datetime.datetime | None | Unset = UNSET,
    to: datetime.datetime | None | Unset = UNSET,
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> Any | LedgerEntryPage | Problem | None:
    """List ledger entries

     Newest first.

    Permission `ledger.read`: admin, auditor, finance.

    Args:
        account (str | Unset): Only what moves this account Default: ''.
        site (str | Unset): Only of this site; empty: all Default: ''.
        payment_id (str | Unset): Only of this payment; empty: all Default: ''.
        from_ (datetime.datetime | None | Unset): Since, inclusive
        to (datetime.datetime | None | Unset): Until, exclusive
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | LedgerEntryPage | Problem
    """

    return sync_detailed(
        client=client,
        account=account,
        site=site,
        payment_id=payment_id,
        from_=from_,
        to=to,
        cursor=cursor,
        limit=limit,
        if_none_match=if_none_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    account: str | Unset = "",
    site: str | Unset = "",
    payment_id: str | Unset = "",
    from_: datetime.datetime | None | Unset = UNSET,
    to: datetime.datetime | None | Unset = UNSET,
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> Response[Any | LedgerEntryPage | Problem]:
    """List ledger entries

     Newest first.

    Permission `ledger.read`: admin, auditor, finance.

    Args:
        account (str | Unset): Only what moves this account Default: ''.
        site (str | Unset): Only of this site; empty: all Default: ''.
        payment_id (str | Unset): Only of this payment; empty: all Default: ''.
        from_ (datetime.datetime | None | Unset): Since, inclusive
        to (datetime.datetime | None | Unset): Until, exclusive
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | LedgerEntryPage | Problem]
    """

    kwargs = _get_kwargs(
        account=account,
        site=site,
        payment_id=payment_id,
        from_=from_,
        to=to,
        cursor=cursor,
        limit=limit,
        if_none_match=if_none_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    account: str | Unset = "",
    site: str | Unset = "",
    payment_id: str | Unset = "",
    from_: datetime.datetime | None | Unset = UNSET,
    to: datetime.datetime | None | Unset = UNSET,
    cursor: str | Unset = "",
    limit: int | Unset = 100,
    if_none_match: str | Unset = UNSET,
) -> Any | LedgerEntryPage | Problem | None:
    """List ledger entries

     Newest first.

    Permission `ledger.read`: admin, auditor, finance.

    Args:
        account (str | Unset): Only what moves this account Default: ''.
        site (str | Unset): Only of this site; empty: all Default: ''.
        payment_id (str | Unset): Only of this payment; empty: all Default: ''.
        from_ (datetime.datetime | None | Unset): Since, inclusive
        to (datetime.datetime | None | Unset): Until, exclusive
        cursor (str | Unset): `next_cursor` of the page before; empty: first page Default: ''.
        limit (int | Unset): Items on a page Default: 100.
        if_none_match (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | LedgerEntryPage | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            account=account,
            site=site,
            payment_id=payment_id,
            from_=from_,
            to=to,
            cursor=cursor,
            limit=limit,
            if_none_match=if_none_match,
        )
    ).parsed
