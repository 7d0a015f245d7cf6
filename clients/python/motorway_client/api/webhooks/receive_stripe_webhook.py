from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.receive_stripe_webhook_body import ReceiveStripeWebhookBody
from ...models.webhook_received import WebhookReceived
from ...types import Response, Unset


def _get_kwargs(
    *,
    body: ReceiveStripeWebhookBody,
    stripe_signature: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(stripe_signature, Unset):
        headers["Stripe-Signature"] = stripe_signature

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/webhooks/stripe",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | WebhookReceived | None:
    if response.status_code == 200:
        response_200 = WebhookReceived.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

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
) -> Response[Problem | WebhookReceived]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ReceiveStripeWebhookBody,
    stripe_signature: str | Unset = "",
) -> Response[Problem | WebhookReceived]:
    """Receive stripe webhook

     An event of Stripe's, at most 256 KiB. It is written down before the answer, and worked on
    afterwards.

    The same event may come any number of times and in any order. What is answered by anything but a
    success, a 400 too,
    is sent again by Stripe, ever more rarely for three days.

    For everybody.

    Args:
        stripe_signature (str | Unset): As Stripe made it Default: ''.
        body (ReceiveStripeWebhookBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | WebhookReceived]
    """

    kwargs = _get_kwargs(
        body=body,
        stripe_signature=stripe_signature,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: ReceiveStripeWebhookBody,
    stripe_signature: str | Unset = "",
) -> Problem | WebhookReceived | None:
    """Receive stripe webhook

     An event of Stripe's, at most 256 KiB. It is written down before the answer, and worked on
    afterwards.

    The same event may come any number of times and in any order. What is answered by anything but a
    success, a 400 too,
    is sent again by Stripe, ever more rarely for three days.

    For everybody.

    Args:
        stripe_signature (str | Unset): As Stripe made it Default: ''.
        body (ReceiveStripeWebhookBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | WebhookReceived
    """

    return sync_detailed(
        client=client,
        body=body,
        stripe_signature=stripe_signature,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ReceiveStripeWebhookBody,
    stripe_signature: str | Unset = "",
) -> Response[Problem | WebhookReceived]:
    """Receive stripe webhook

     An event of Stripe's, at most 256 KiB. It is written down before the answer, and worked on
    afterwards.

    The same event may come any number of times and in any order. What is answered by anything but a
    success, a 400 too,
    is sent again by Stripe, ever more rarely for three days.

    For everybody.

    Args:
        stripe_signature (str | Unset): As Stripe made it Default: ''.
        body (ReceiveStripeWebhookBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | WebhookReceived]
    """

    kwargs = _get_kwargs(
        body=body,
        stripe_signature=stripe_signature,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: ReceiveStripeWebhookBody,
    stripe_signature: str | Unset = "",
) -> Problem | WebhookReceived | None:
    """Receive stripe webhook

     An event of Stripe's, at most 256 KiB. It is written down before the answer, and worked on
    afterwards.

    The same event may come any number of times and in any order. What is answered by anything but a
    success, a 400 too,
    is sent again by Stripe, ever more rarely for three days.

    For everybody.

    Args:
        stripe_signature (str | Unset): As Stripe made it Default: ''.
        body (ReceiveStripeWebhookBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | WebhookReceived
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            stripe_signature=stripe_signature,
        )
    ).parsed
