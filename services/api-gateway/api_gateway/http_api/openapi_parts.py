"""What the OpenAPI document says once for every operation: introduction, tags, schemes, headers, problems."""

from typing import Any

Node = dict[str, Any]

SUMMARY = "Forecourts of a chain of filling stations: what stands there, what it reads, who may do what."
CONTACT = {"name": "Motorway Petroleum, platform team"}
SERVERS = [{"url": "/", "description": "The gateway that serves this document"}]

DESCRIPTION = """
Everything that the dashboard does goes through this interface; other programs may use it in the same way.

## Sign in
* **Programs** send an API key: `Authorization: Bearer mpk_…` or `X-API-Key: mpk_…`. An administrator makes one with
  `POST /api/v1/api-keys`; it is shown once.
* **People's programs** exchange name and password for tokens at `POST /api/v1/auth/token` (OAuth 2 password and
  refresh grants), send `Authorization: Bearer <access_token>` and refresh before `expires_in` seconds have passed.
  A refresh token works once: using it again ends the session.
* **Browsers** use `POST /api/v1/auth/session`: the tokens are HttpOnly cookies. What changes something must come
  from a page of the same origin (`Sec-Fetch-Site` or `Origin`), else it is refused with `CrossSiteRequest`.

Each operation names the permission it needs (`x-motorway-operation`). Roles are bound to sites, areas or
everything; `GET /api/v1/me` says what the caller may do, and where.

## Errors
Every error is a problem document (RFC 9457, `application/problem+json`). Programs switch on `reason`, never on the
text. Invalid input (422) names each field in `errors`. `X-Request-Id` of any answer finds it in our logs.

## Lists
Lists answer `{items, next_cursor}`. Send `next_cursor` as `cursor` for the next page; it is empty on the last one.
With `Accept: text/csv` every list is a table for a spreadsheet: its columns are the fields of the items
(`fuel.volume_ml` for a field within a field), and without a `limit` it has all pages.

## Repeating safely
Send an `Idempotency-Key` (1 to 255 printable characters, new for each intention) with every `POST`. For 24 hours the
same key with the same request gets the same answer again, marked `Idempotency-Replayed: true`. With another request it
is refused (422 `IdempotencyKeyReused`), and while the first one is still being served too (409
`IdempotencyInProgress`). After a timeout, repeat with the same key.

## Changing without overwriting
JSON answers to `GET` carry an `ETag`; with `If-None-Match` a `GET` answers 304 while nothing has changed. The tag of a
document with a `version` is that version: send it as `If-Match` with `PUT` or `PATCH`, and if somebody else was faster
the answer is 412 `PreconditionFailed` and nothing is changed.

## Card numbers
No card number is taken anywhere: a request with 13 to 19 digits that pass for one, in path, query or body, is refused
(422 `CardNumberRefused`) with the name of the field. Cards are presented to Stripe's readers and pages.

## Limits
Requests are counted per API key or user, and per address. `RateLimit-Policy` says how many there are in which time
and `RateLimit` how many are left (draft-ietf-httpapi-ratelimit-headers); past them the answer is 429 with
`Retry-After`.
""".strip()

CSV_EXAMPLE = "sale_id,site,pump,fuel.volume_ml\r\n01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42,m25-cobham,4,20000\r\n"
"""Of a list as a table; the columns are those of its items."""

TAGS: dict[str, str] = {
    "auth": "Sign in and out: tokens, browser sessions, cashiers' PINs on a till, single sign-on.",
    "me": "The caller's own account: permissions, password, PIN, second factor, sessions.",
    "users": "People, and the roles they have at sites, in areas or everywhere.",
    "areas": "Named groups of sites that roles can be bound to.",
    "api-keys": "Keys for machines: scoped, expiring, shown once.",
    "tills": "Browsers at the counter on which cashiers may change places by PIN.",
    "personal-data": "What is kept about a person: told, and erased where it may be, in two steps.",
    "audit": "What was done, by whom, from where: searched, exported, verified.",
    "sites": "Filling stations and their equipment: pump, nozzle, grade, tank.",
    "pumps": "Orders to pumps, emergency stop and restart, and the sales that each pump works for.",
    "sales": "Tickets: a pump released, what was fuelled, shop items, tenders, and how it was cleared.",
    "refunds": "Money given back: asked for at the till, approved by a supervisor.",
    "offline": "Tills without a line: their devices, what they did meanwhile, and what of it was not as they thought.",
    "debts": "Fuel that left without money: drive-offs, customers who could not pay, and cards that were too small.",
    "payments": "Cards: money held before fuelling, taken, given back, as Stripe knows it.",
    "readers": "Card readers at the tills.",
    "disputes": "Customers' banks that want their money back, and what they are answered.",
    "finance": "The ledger of card payments, payouts, and the card money of a day.",
    "breaks": "Where Stripe says other than what is kept here, and who explained it.",
    "shifts": "A cashier at a till: float, cash movements, X and Z reports, the count.",
    "settlement": "Fuellings, meters, sales and tank stock of a day held against each other.",
    "discrepancies": "What does not add up, and who explained it how.",
    "accounts": "Local account customers: limits, vehicles, ledger, monthly statements.",
    "commands": "The log of orders to site controllers and what they answered.",
    "prices": "Numbered price sets of each site: scheduled, sent to the sign and the pumps, confirmed.",
    "catalogue": "What the shop of each site sells: price, VAT rate, barcode.",
    "receipts": "Receipts and invoices: numbered without a gap, chained, printed, mailed, verified.",
    "forecourt": "Pumps, tanks and the controller of a site with their newest readings.",
    "telemetry": "Readings: the newest, over a range, and as a download.",
    "devices": "Certificates of site controllers.",
    "quarantine": "Messages of devices that could not be accepted.",
    "alerts": "What needs somebody's attention: raised, acknowledged, resolved.",
    "incidents": "Alerts of a site that have one cause, or are too many: people are called once.",
    "alert-rules": "The rules by which alerts are raised: their versions, the library of ready ones, and dry runs.",
    "silences": "Silences and maintenance windows: for a time, and for a reason, nobody is called.",
    "notification-channels": "Ways out for what must be told: mail, short message, webhook, display, push, and more.",
    "recipients": "Who can be told, how, and when they are left alone.",
    "rotas": "Who is on call, and who stands in.",
    "escalation-policies": "Who is told of an alert, and who next while nobody acknowledges it.",
    "notifications": "What was told, with every attempt to deliver it.",
    "push-subscriptions": "Devices of the caller that take Web Push.",
    "webhooks": "For Stripe: what happened to payments there.",
    "live": "What happens, as it happens: Server-Sent Events.",
    "health": "For load balancers and orchestrators.",
}

SECURITY_SCHEMES: Node = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "An access token (JWT) of `POST /api/v1/auth/token`, or an API key.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "motorway_session",
        "description": "Access token of a browser session, set by `POST /api/v1/auth/session`.",
    },
    "api_key": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "An API key."},
}
SECURITY: list[Node] = [{"bearer": []}, {"session": []}, {"api_key": []}]


def _header(description: str, example: str, kind: str = "string") -> Node:
    value = int(example) if kind == "integer" else example
    return {"description": description, "schema": {"type": kind}, "example": value}


HEADERS: Node = {
    "X-Request-Id": _header("Of this answer, as in our logs", "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42")
    | {"required": True},
    "RateLimit": _header("What is left: `r` requests, until `t` seconds from now", '"key";r=1187;t=42'),
    "RateLimit-Policy": _header("What is allowed: `q` requests in `w` seconds", '"key";q=1200;w=60'),
    "Retry-After": _header("Seconds to wait", "5", "integer"),
    "WWW-Authenticate": _header("How to sign in (RFC 9110, 11.6.1)", "Bearer"),
    "ETag": _header("The document's version; for `If-Match` and `If-None-Match`", '"7"'),
    "Idempotency-Replayed": _header("`true` when this is the stored answer of an earlier request", "true"),
}


def _parameter(name: str, description: str, **schema: Any) -> Node:
    return {"name": name, "in": "header", "required": False, "description": description, "schema": schema}


PARAMETERS: Node = {
    "IdempotencyKey": _parameter(
        "Idempotency-Key",
        "New for each intention, the same when it is repeated: the change is then made once (kept for 24 hours).",
        type="string",
        pattern="^[!-~]([ -~]{0,253}[!-~])?$",
        examples=["6f1c2d4e-0042"],
    ),
    "Approval": _parameter(
        "X-Approval",
        "`token` of `POST /auth/approvals` for `x-motorway-approvable`: once, where you may not do it alone.",
        type="string",
    ),
    "IfMatch": _parameter(
        "If-Match",
        '`ETag` of the document that is changed, such as `"7"`, or `*`; another version is refused with 412.',
        type="string",
        pattern='^(\\*|"[0-9]{1,18}")?$',
    ),
    "IfNoneMatch": _parameter(
        "If-None-Match",
        '`ETag` that is known already, such as `"7"`; the same one is answered with 304.',
        type="string",
    ),
}

# status: (name of the component, description, reason, detail of the example)
PROBLEM_KINDS: dict[int, tuple[str, str, str, str]] = {
    400: ("BadRequest", "The request cannot be read", "BadRequest", "There was an error parsing the body"),
    401: ("NotSignedIn", "Not signed in, or not any more", "NotSignedIn", "sign in first"),
    403: ("NotAllowed", "Signed in, but not allowed to do this there", "NotAllowed", "you may not do this here"),
    404: ("NotFound", "There is none of this name that the caller may see", "NotFound", "there is no such thing"),
    409: ("Conflict", "Contradicts the present state", "Conflict", "this was changed meanwhile"),
    412: (
        "PreconditionFailed",
        "It was changed since `If-Match`",
        "PreconditionFailed",
        "version 8 is newer than yours",
    ),
    413: ("ContentTooLarge", "The body is larger than allowed", "ContentTooLarge", "a request may have 1024 KiB"),
    422: ("InvalidInput", "Invalid input; `errors` names the fields", "InvalidInput", "limit: must be at most 500"),
    429: ("TooManyRequests", "Too many requests; wait `Retry-After` seconds", "TooManyRequests", "slow down"),
    500: ("InternalError", "A defect here; `X-Request-Id` helps to find it", "InternalError", "unexpected failure"),
    503: ("Unavailable", "A service that is needed is away; repeat later", "Unavailable", "telemetry does not answer"),
    504: ("Timeout", "A service or device did not answer in time", "Timeout", "no answer within 5 s"),
}
