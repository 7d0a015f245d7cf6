"""The calls around payments: webhooks, readers, pages, disputes and files; and what of these happens by itself."""

from stripe_simulator.app import checkout, confirmation, disputes, files, reader_actions, terminal, webhooks
from stripe_simulator.http_api.routes import Page, Route
from stripe_simulator.pages import PAGES
from stripe_simulator.world import Action

WEBHOOKS = (
    Route("POST", "/v1/webhook_endpoints", webhooks.create_endpoint, "WebhookEndpointCreateParams"),
    Route("GET", "/v1/webhook_endpoints", webhooks.list_endpoints, "WebhookEndpointListParams"),
    Route("GET", "/v1/webhook_endpoints/{id}", webhooks.retrieve_endpoint, "WebhookEndpointRetrieveParams"),
    Route("POST", "/v1/webhook_endpoints/{id}", webhooks.update_endpoint, "WebhookEndpointUpdateParams"),
    Route("DELETE", "/v1/webhook_endpoints/{id}", webhooks.delete_endpoint, "WebhookEndpointDeleteParams"),
    Route("GET", "/v1/events", webhooks.list_events, "EventListParams"),
    Route("GET", "/v1/events/{id}", webhooks.retrieve_event, "EventRetrieveParams"),
)

_LOCATIONS, _READERS = "/v1/terminal/locations", "/v1/terminal/readers"
TERMINAL = (
    Route(
        "POST",
        "/v1/terminal/connection_tokens",
        terminal.create_connection_token,
        "terminal.ConnectionTokenCreateParams",
    ),
    Route("POST", _LOCATIONS, terminal.create_location, "terminal.LocationCreateParams"),
    Route("GET", _LOCATIONS, terminal.list_locations, "terminal.LocationListParams"),
    Route("GET", f"{_LOCATIONS}/{{id}}", terminal.retrieve_location, "terminal.LocationRetrieveParams"),
    Route("POST", f"{_LOCATIONS}/{{id}}", terminal.update_location, "terminal.LocationUpdateParams"),
    Route("DELETE", f"{_LOCATIONS}/{{id}}", terminal.delete_location, "terminal.LocationDeleteParams"),
    Route("POST", _READERS, terminal.create_reader, "terminal.ReaderCreateParams"),
    Route("GET", _READERS, terminal.list_readers, "terminal.ReaderListParams"),
    Route("GET", f"{_READERS}/{{id}}", terminal.retrieve_reader, "terminal.ReaderRetrieveParams"),
    Route("POST", f"{_READERS}/{{id}}", terminal.update_reader, "terminal.ReaderUpdateParams"),
    Route("DELETE", f"{_READERS}/{{id}}", terminal.delete_reader, "terminal.ReaderDeleteParams"),
    Route(
        "POST",
        f"{_READERS}/{{id}}/process_payment_intent",
        reader_actions.process_payment_intent,
        "terminal.ReaderProcessPaymentIntentParams",
    ),
    Route(
        "POST",
        f"{_READERS}/{{id}}/process_setup_intent",
        reader_actions.process_setup_intent,
        "terminal.ReaderProcessSetupIntentParams",
    ),
    Route(
        "POST", f"{_READERS}/{{id}}/cancel_action", reader_actions.cancel_action, "terminal.ReaderCancelActionParams"
    ),
    Route(
        "POST",
        "/v1/test_helpers/terminal/readers/{id}/present_payment_method",
        reader_actions.present_payment_method,
        "test_helpers.terminal.ReaderPresentPaymentMethodParams",
    ),
)

_SESSIONS = "/v1/checkout/sessions"
CHECKOUT = (
    Route("POST", _SESSIONS, checkout.create, "checkout.SessionCreateParams"),
    Route("GET", _SESSIONS, checkout.list_sessions, "checkout.SessionListParams"),
    Route("GET", f"{_SESSIONS}/{{id}}", checkout.retrieve, "checkout.SessionRetrieveParams"),
    Route("POST", f"{_SESSIONS}/{{id}}/expire", checkout.expire, "checkout.SessionExpireParams"),
)

DISPUTES = (
    Route("GET", "/v1/disputes", disputes.list_disputes, "DisputeListParams"),
    Route("GET", "/v1/disputes/{id}", disputes.retrieve, "DisputeRetrieveParams"),
    Route("POST", "/v1/disputes/{id}", disputes.update, "DisputeUpdateParams"),
    Route("POST", "/v1/disputes/{id}/close", disputes.close, "DisputeCloseParams"),
    Route("POST", "/v1/files", files.create, "FileCreateParams"),
    Route("GET", "/v1/files/{id}", files.retrieve, "FileRetrieveParams"),
)

EDGES: tuple[Route | Page, ...] = (*WEBHOOKS, *TERMINAL, *CHECKOUT, *DISPUTES, *PAGES)
BY_THEMSELVES: dict[str, Action] = {
    webhooks.SWEEP: webhooks.sweep,
    confirmation.DISPUTE: disputes.open_by_itself,
    disputes.OVERDUE: disputes.overdue,
    checkout.EXPIRE: checkout.expire_by_itself,
    reader_actions.PRESENT: reader_actions.present_by_itself,
}
