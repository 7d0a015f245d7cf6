"""One request for each route, about things at SITE: what the matrix of roles is tried with."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .neighbours import SITE, make_site
from .people import API, PASSWORD, at

RANGE = f"site={SITE}&start=2026-11-23T00:00:00Z&end=2026-11-24T00:00:00Z"
NOBODY = "01938f6e-2c5e-7a41-b1d3-5b0a9c1f7e42"
Body = dict[str, Any]


class About(StrEnum):
    """What a request concerns, and how it is refused to whoever has the role at another site only."""

    NOTHING = "its caller, or a list of whatever it may see: answered with less"
    SITE = "SITE: 403"
    HIDDEN = "something at SITE that is not told to exist: 404"
    NETWORK = "everything: 403"


@dataclass(frozen=True)
class Sample:
    """`{name}` in the query or body stands for the id of something made before. `let_in`: the statuses of the answer to
    whoever may; others than 2xx are of requests that are wrong on purpose, so as to change nothing."""

    about: About = About.NOTHING
    query: str = ""
    body: Body | None = None
    form: Body | None = None
    let_in: tuple[int, ...] = (200, 201, 204)


def _site() -> Body:
    return {"site_id": SITE, "name": "Cobham", "time_zone": "Europe/London", "currency": make_site().currency}


USER = {"username": "{fresh}", "display_name": "New", "password": PASSWORD, "grants": [at("cashier")]}
ACCOUNT = {"name": "Acme", "currency": "GBP", "home_site": SITE, "sites": [SITE], "credit_limit_minor": 0}
TEA = {"name": "Tea", "price_minor": 250, "vat_rate_bp": 2000}
WEAK = {"current_password": PASSWORD, "new_password": "short"}
PRICES = {"prices": [{"grade_id": "e10", "unit_price_milli": 1_459}], "effective_at": "now"}

RULE = {
    "name": "Tank low",
    "text": "low",
    "severity": "WARNING",
    "when": {"kind": "threshold", "device": "tank", "metric": "product_volume_l", "below": 3000},
}
DRY_RUN = {
    "rule": {**RULE, "rule_id": "low"},
    "sites": [SITE],
    "start": "2026-11-23T00:00:00Z",
    "end": "2026-11-24T00:00:00Z",
}

OF_SOMEBODY = {"subject": {"kind": "EMAIL", "value": "jo@example.com"}}
SILENCE = {"kind": "SILENCE", "sites": [SITE], "reason": "works", "ends_at": "2099-01-01T00:00:00Z"}

READER = {"kind": "READER", "reader_id": "{reader_id}"}
HOLD = {"site": SITE, "amount_minor": 5_000, "currency": "GBP", "method": READER}

SERVER = {"kind": "EMAIL", "host": "mail.example", "sender": "alerts@example.com", "password": "a mail password"}
CHANNEL = {"name": "Ops", "sites": [SITE], "config": SERVER}
RECIPIENT = {"name": "Jo", "sites": [SITE], "contacts": [{"channel": "ops-mail", "address": "jo@example.com"}]}
ROTA = {"name": "Night", "sites": [SITE], "time_zone": "UTC", "members": ["jo"], "first_day": "2026-11-30"}
POLICY = {"name": "Usual", "sites": [SITE], "steps": [{"targets": [{"kind": "ROTA", "id": "night"}]}]}
STAND_IN = {"recipient": "jo", "starts_at": "2026-12-01T08:00:00Z", "ends_at": "2026-12-01T20:00:00Z"}
DEVICE = {"endpoint": "https://push.example/abc", "keys": {"p256dh": "BNcR", "auth": "tBHI"}, "label": "Till 1"}

SAMPLES: dict[str, Sample] = {
    f"GET {API}/auth/approvers": Sample(query="operation=sales.approve", let_in=(404,)),
    f"POST {API}/auth/approvals": Sample(
        body={"user_id": NOBODY, "pin": "7093", "operation": "sales.approve", "target": f"refund/{NOBODY}"},
        let_in=(404,),
    ),
    f"GET {API}/me": Sample(),
    f"PUT {API}/me/password": Sample(body=WEAK, let_in=(422,)),
    f"PUT {API}/me/pin": Sample(body={"pin": "7093"}),
    f"POST {API}/me/totp/confirm": Sample(body={"otp": "000000"}, let_in=(409,)),
    f"POST {API}/me/totp/remove": Sample(body={"password": PASSWORD}, let_in=(409,)),
    f"POST {API}/me/totp": Sample(),
    f"GET {API}/me/sessions": Sample(),
    f"DELETE {API}/me/sessions/{{session_id}}": Sample(let_in=(404,)),
    f"GET {API}/users": Sample(About.SITE, query=f"site={SITE}"),
    f"POST {API}/users": Sample(About.SITE, body=USER),
    f"GET {API}/users/{{user_id}}": Sample(About.HIDDEN),
    f"PATCH {API}/users/{{user_id}}": Sample(About.HIDDEN, body={"display_name": "Ann"}),
    f"POST {API}/users/{{user_id}}/reset-password": Sample(About.HIDDEN),
    f"POST {API}/users/{{user_id}}/unlock": Sample(About.HIDDEN),
    f"POST {API}/users/{{user_id}}/sign-out": Sample(About.HIDDEN),
    f"POST {API}/users/{{user_id}}/reset-second-factor": Sample(About.HIDDEN),
    f"PUT {API}/users/{{user_id}}/pin": Sample(About.HIDDEN, body={"pin": "7093"}),
    f"GET {API}/areas": Sample(),
    f"GET {API}/areas/{{area}}": Sample(About.HIDDEN),
    f"PUT {API}/areas/{{area}}": Sample(About.NETWORK, body={"name": "Own", "sites": [SITE]}),
    f"DELETE {API}/areas/{{area}}": Sample(About.NETWORK, let_in=(409,)),
    f"GET {API}/api-keys": Sample(About.NETWORK),
    f"POST {API}/api-keys": Sample(About.NETWORK, body={"name": "Export", "grants": [at("auditor")]}),
    f"POST {API}/api-keys/{{api_key_id}}/revoke": Sample(About.NETWORK),
    f"GET {API}/tills": Sample(About.SITE, query=f"site={SITE}"),
    f"POST {API}/tills": Sample(About.SITE, body={"site": SITE, "name": "Counter 2"}),
    f"POST {API}/tills/{{till_id}}/unlock-pin": Sample(About.HIDDEN, body={"user_id": "{user_id}"}),
    f"POST {API}/tills/{{till_id}}/revoke": Sample(About.HIDDEN),
    f"GET {API}/sites": Sample(),
    f"GET {API}/sites/{{site}}": Sample(About.SITE),
    f"PUT {API}/sites/{{site}}": Sample(About.SITE, body=_site()),
    f"POST {API}/sites/{{site}}/check": Sample(About.SITE, body=_site()),
    f"GET {API}/accounts": Sample(),
    f"GET {API}/accounts/{{account_id}}": Sample(About.SITE),
    f"PUT {API}/accounts/{{account_id}}": Sample(About.SITE, body=ACCOUNT),
    f"POST {API}/accounts/{{account_id}}/block": Sample(About.SITE, body={"reason": "unpaid"}),
    f"POST {API}/accounts/{{account_id}}/unblock": Sample(About.SITE),
    f"PUT {API}/accounts/{{account_id}}/vehicles/{{registration}}": Sample(About.SITE, body={"grades": ["diesel"]}),
    f"DELETE {API}/accounts/{{account_id}}/vehicles/{{registration}}": Sample(About.SITE),
    f"GET {API}/accounts/{{account_id}}/entries": Sample(About.SITE),
    f"POST {API}/accounts/{{account_id}}/payments": Sample(About.SITE, body={"amount_minor": 1, "reference": "BACS 1"}),
    f"GET {API}/accounts/{{account_id}}/statements/{{month}}.pdf": Sample(About.SITE),
    f"GET {API}/accounts/{{account_id}}/cards": Sample(About.SITE, query=f"site={SITE}"),
    f"POST {API}/accounts/{{account_id}}/card-setups": Sample(About.SITE, body={"site": SITE, "method": READER}),
    f"GET {API}/card-setups/{{setup_id}}": Sample(About.SITE),
    f"DELETE {API}/saved-cards/{{saved_card_id}}": Sample(About.SITE, query=f"site={SITE}"),
    f"POST {API}/payments": Sample(About.SITE, body=HOLD),
    f"GET {API}/payments": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/payments/{{payment_id}}": Sample(About.SITE),
    f"POST {API}/payments/{{payment_id}}/retry": Sample(About.SITE, body={"method": READER}),
    f"POST {API}/payments/{{payment_id}}/client-secret": Sample(About.SITE),
    f"POST {API}/payments/{{payment_id}}/cancel": Sample(About.SITE),
    f"GET {API}/card-refunds": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/readers": Sample(About.SITE, query=f"site={SITE}"),
    f"POST {API}/readers": Sample(About.SITE, body={"site": SITE, "registration_code": "simulated", "label": "Left"}),
    f"POST {API}/readers/connection-token": Sample(About.SITE, body={"site": SITE}),
    f"POST {API}/readers/{{reader_id}}/cancel": Sample(About.SITE),
    f"DELETE {API}/readers/{{reader_id}}": Sample(About.SITE),
    f"GET {API}/disputes": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/disputes/{{dispute_id}}": Sample(About.SITE),
    f"GET {API}/disputes/{{dispute_id}}/receipt.pdf": Sample(About.SITE),
    f"POST {API}/disputes/{{dispute_id}}/evidence": Sample(About.SITE, body={"note": "seen"}),
    f"POST {API}/disputes/{{dispute_id}}/accept": Sample(About.SITE),
    f"GET {API}/finance/balances": Sample(About.NETWORK),
    f"GET {API}/finance/entries": Sample(About.NETWORK),
    f"GET {API}/finance/payouts": Sample(About.NETWORK),
    f"POST {API}/finance/reconciliation": Sample(body={"what": "minutes"}),
    f"GET {API}/breaks": Sample(About.SITE, query=f"site={SITE}"),
    f"POST {API}/breaks/{{break_id}}/resolve": Sample(About.SITE, body={"note": "by hand"}),
    f"GET {API}/sites/{{site}}/day-end": Sample(About.SITE, query="day=2026-11-22"),
    f"GET {API}/sites/{{site}}/day-end.{{format}}": Sample(About.SITE, query="day=2026-11-22"),
    f"GET {API}/sites/{{site}}/prices": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/prices": Sample(About.SITE, body=PRICES),
    f"POST {API}/sites/{{site}}/prices/resend": Sample(About.SITE, body={"pump": 1}),
    f"GET {API}/sites/{{site}}/price-sets": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/price-sets/{{price_set}}/cancel": Sample(About.SITE),
    f"GET {API}/sites/{{site}}/items": Sample(About.SITE),
    f"PUT {API}/sites/{{site}}/items": Sample(About.SITE, body={"items": [{"item_id": "tea", **TEA}]}),
    f"GET {API}/sites/{{site}}/items/{{item_id}}": Sample(About.SITE),
    f"PUT {API}/sites/{{site}}/items/{{item_id}}": Sample(About.SITE, body=TEA),
    f"DELETE {API}/sites/{{site}}/items/{{item_id}}": Sample(About.SITE),
    f"GET {API}/receipts": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/receipts/verification": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/receipts/{{receipt_id}}": Sample(About.SITE),
    f"GET {API}/receipts/{{receipt_id}}/document.{{format}}": Sample(About.SITE),
    f"POST {API}/receipts/{{receipt_id}}/print": Sample(About.SITE, body={"format": "escpos"}),
    f"POST {API}/receipts/{{receipt_id}}/email": Sample(About.SITE, body={"address": "jo@example.com"}, let_in=(202,)),
    f"POST {API}/sales": Sample(About.SITE, body={"site": SITE, "kind": "POST_PAY", "pump": 1}),
    f"GET {API}/sales": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/sales/{{sale_id}}": Sample(About.SITE),
    f"POST {API}/sales/{{sale_id}}/lock": Sample(About.SITE),
    f"POST {API}/sales/{{sale_id}}/unlock": Sample(About.SITE),
    f"POST {API}/sales/{{sale_id}}/lines": Sample(About.SITE, body={"item_id": "coffee"}),
    f"DELETE {API}/sales/{{sale_id}}/lines/{{number}}": Sample(About.SITE),
    f"POST {API}/sales/{{sale_id}}/tenders": Sample(About.SITE, body={"kind": "CASH"}),
    f"DELETE {API}/sales/{{sale_id}}/tenders/{{number}}": Sample(About.SITE),
    f"POST {API}/sales/{{sale_id}}/card-payments": Sample(About.SITE, body={"method": {"kind": "LINK"}}),
    f"POST {API}/sales/{{sale_id}}/card-payments/{{payment_id}}/cancel": Sample(About.SITE),
    f"POST {API}/sales/{{sale_id}}/change": Sample(About.SITE),
    f"POST {API}/sales/{{sale_id}}/clear": Sample(About.SITE, body={"clearing": "ZERO"}),
    f"POST {API}/sales/{{sale_id}}/void": Sample(About.SITE, body={"reason": "mistake"}),
    f"POST {API}/sales/{{sale_id}}/cancel": Sample(About.SITE),
    f"POST {API}/sales/{{sale_id}}/drive-off": Sample(About.SITE, body={"registration": "AB12"}),
    f"POST {API}/sales/{{sale_id}}/no-means": Sample(About.SITE, body={"person": "Jo Smith"}),
    f"POST {API}/sales/{{sale_id}}/refunds": Sample(About.SITE, body={"lines": [2], "reason": "cold"}),
    f"GET {API}/refunds": Sample(About.SITE, query=f"site={SITE}"),
    f"POST {API}/refunds/{{refund_id}}/approve": Sample(About.SITE),
    f"POST {API}/refunds/{{refund_id}}/decline": Sample(About.SITE, body={"reason": "it was hot"}),
    f"POST {API}/personal-data/exports": Sample(About.NETWORK, body=OF_SOMEBODY),
    f"POST {API}/personal-data/erasure-plans": Sample(About.NETWORK, body=OF_SOMEBODY),
    f"POST {API}/personal-data/erasures": Sample(
        About.NETWORK, body={**OF_SOMEBODY, "confirmation": "none"}, let_in=(409,)
    ),
    f"POST {API}/sales/{{sale_id}}/photos": Sample(About.SITE),
    f"GET {API}/sales/{{sale_id}}/photos": Sample(About.SITE),
    f"GET {API}/sales/{{sale_id}}/photos/{{photo_id}}": Sample(About.SITE),
    f"DELETE {API}/sales/{{sale_id}}/photos/{{photo_id}}": Sample(About.SITE),
    f"GET {API}/debts": Sample(About.SITE, query=f"site={SITE}"),
    f"POST {API}/debts/{{debt_id}}/settle": Sample(About.SITE, body={"tenders": [{"kind": "CASH"}]}),
    f"POST {API}/debts/{{debt_id}}/card-payments": Sample(About.SITE, body={"method": {"kind": "LINK"}}),
    f"POST {API}/debts/{{debt_id}}/write-off": Sample(About.SITE, body={"reason": "no trace"}),
    f"GET {API}/sales/{{sale_id}}/receipt": Sample(About.SITE),
    f"GET {API}/sales/{{sale_id}}/receipt.{{format}}": Sample(About.SITE),
    f"POST {API}/sales/{{sale_id}}/receipt/print": Sample(About.SITE, body={"format": "escpos"}),
    f"POST {API}/sales/{{sale_id}}/receipt/email": Sample(
        About.SITE, body={"address": "jo@example.com"}, let_in=(202,)
    ),
    f"POST {API}/sales/{{sale_id}}/invoice": Sample(About.SITE, body={"name": "Acme", "address": ["Berlin"]}),
    f"GET {API}/sites/{{site}}/pumps": Sample(About.SITE),
    f"GET {API}/sites/{{site}}/pumps/status": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/pumps/{{pump}}/authorise": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/pumps/{{pump}}/suspend": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/pumps/{{pump}}/resume": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/pumps/{{pump}}/terminate": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/pumps/{{pump}}/open": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/pumps/{{pump}}/close": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/pumps/{{pump}}/emergency-stop": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/pumps/{{pump}}/restart": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/emergency-stop": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/restart": Sample(About.SITE),
    f"GET {API}/sites/{{site}}/tanks": Sample(About.SITE),
    f"GET {API}/sites/{{site}}/stock": Sample(About.SITE),
    f"GET {API}/sites/{{site}}/controller": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/controller/ping": Sample(About.SITE),
    f"GET {API}/telemetry/latest": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/telemetry/series": Sample(About.SITE, query=f"{RANGE}&device=tank/1&metric=product_level"),
    f"GET {API}/telemetry/export": Sample(About.SITE, query=RANGE),
    f"GET {API}/devices": Sample(About.SITE, query=f"site={SITE}"),
    f"POST {API}/devices": Sample(About.SITE, body={"site": SITE}),
    f"POST {API}/devices/{{device_id}}/revoke": Sample(About.SITE, body={"reason": "stolen"}),
    f"GET {API}/controllers": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/commands": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/quarantine": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/alerts": Sample(About.SITE, query=f"site={SITE}"),
    f"POST {API}/alerts/{{alert_id}}/acknowledge": Sample(About.SITE),
    f"POST {API}/alerts/{{alert_id}}/resolve": Sample(About.SITE, let_in=(409,)),
    f"GET {API}/alert-rules": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/alert-rules/library": Sample(),
    f"POST {API}/alert-rule-trials": Sample(About.SITE, body=DRY_RUN),
    f"GET {API}/alert-rules/{{rule_id}}": Sample(About.SITE),
    f"PUT {API}/alert-rules/{{rule_id}}": Sample(About.SITE, body=RULE),
    f"DELETE {API}/alert-rules/{{rule_id}}": Sample(About.SITE),
    f"GET {API}/alert-rules/{{rule_id}}/versions": Sample(About.SITE),
    f"PUT {API}/alert-rules/{{rule_id}}/overrides/{{site}}": Sample(About.SITE, body={"overrides": []}),
    f"GET {API}/alerts/statistics": Sample(About.SITE, query=RANGE),
    f"GET {API}/alerts/{{alert_id}}": Sample(About.SITE),
    f"POST {API}/alerts/{{alert_id}}/assign": Sample(About.SITE, body={"assignee": "ann"}),
    f"POST {API}/alerts/{{alert_id}}/notes": Sample(About.SITE, body={"note": "on my way"}),
    f"GET {API}/incidents": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/incidents/{{incident_id}}": Sample(About.SITE),
    f"POST {API}/incidents/{{incident_id}}/acknowledge": Sample(About.SITE),
    f"GET {API}/silences": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/silences/{{silence_id}}": Sample(About.SITE),
    f"POST {API}/silences": Sample(About.SITE, body=SILENCE),
    f"POST {API}/silences/{{silence_id}}/cancel": Sample(About.SITE),
    f"GET {API}/notification-channels": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/notification-channels/{{channel_id}}": Sample(About.SITE),
    f"PUT {API}/notification-channels/{{channel_id}}": Sample(About.SITE, body=CHANNEL),
    f"DELETE {API}/notification-channels/{{channel_id}}": Sample(About.SITE),
    f"POST {API}/notification-channels/{{channel_id}}/test": Sample(About.SITE, body={"address": "jo@example.com"}),
    f"GET {API}/recipients": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/recipients/{{recipient_id}}": Sample(About.SITE),
    f"PUT {API}/recipients/{{recipient_id}}": Sample(About.SITE, body=RECIPIENT),
    f"DELETE {API}/recipients/{{recipient_id}}": Sample(About.SITE),
    f"GET {API}/rotas": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/rotas/{{rota_id}}": Sample(About.SITE),
    f"PUT {API}/rotas/{{rota_id}}": Sample(About.SITE, body=ROTA),
    f"DELETE {API}/rotas/{{rota_id}}": Sample(About.SITE),
    f"GET {API}/rotas/{{rota_id}}/on-call": Sample(About.SITE),
    f"POST {API}/rotas/{{rota_id}}/overrides": Sample(About.SITE, body=STAND_IN),
    f"DELETE {API}/rotas/{{rota_id}}/overrides/{{override_id}}": Sample(About.SITE),
    f"GET {API}/escalation-policies": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/escalation-policies/{{policy_id}}": Sample(About.SITE),
    f"PUT {API}/escalation-policies/{{policy_id}}": Sample(About.SITE, body=POLICY),
    f"DELETE {API}/escalation-policies/{{policy_id}}": Sample(About.SITE),
    f"GET {API}/notifications": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/notifications/{{notification_id}}": Sample(About.SITE),
    f"GET {API}/push-subscriptions": Sample(),
    f"GET {API}/push-subscriptions/key": Sample(),
    f"POST {API}/push-subscriptions": Sample(body=DEVICE),
    f"DELETE {API}/push-subscriptions/{{subscription_id}}": Sample(),
    f"POST {API}/shifts": Sample(About.SITE, body={"site": SITE, "till": "Counter 1"}),
    f"GET {API}/shifts": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/shifts/current": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/shifts/{{shift_id}}": Sample(About.SITE),
    f"POST {API}/shifts/{{shift_id}}/cash-movements": Sample(About.SITE, body={"kind": "SAFE_DROP", "amount_minor": 5}),
    f"GET {API}/shifts/{{shift_id}}/cash-movements": Sample(About.SITE),
    f"GET {API}/shifts/{{shift_id}}/x-report": Sample(About.SITE),
    f"GET {API}/shifts/{{shift_id}}/drawer": Sample(About.SITE),
    f"POST {API}/shifts/{{shift_id}}/close": Sample(About.SITE, body={"counted_minor": 0}),
    f"GET {API}/shifts/{{shift_id}}/z-report": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/tills/{{till}}/offline-devices": Sample(
        About.SITE, body={"device_id": NOBODY, "name": "Tablet"}
    ),
    f"POST {API}/sites/{{site}}/tills/{{till}}/offline-devices/{{device_id}}/operations": Sample(
        About.SITE, body={"operations": []}, let_in=(422,)
    ),
    f"GET {API}/sites/{{site}}/offline-devices": Sample(About.SITE),
    f"GET {API}/sites/{{site}}/offline-operations": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/offline-operations/{{operation_id}}/resolve": Sample(
        About.SITE, body={"resolution": "given back"}
    ),
    f"GET {API}/sites/{{site}}/meter-check": Sample(
        About.SITE, query="from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z"
    ),
    f"GET {API}/sites/{{site}}/settlement": Sample(About.SITE, query="day=2026-11-22"),
    f"POST {API}/sites/{{site}}/settlement": Sample(About.SITE, body={"day": "2026-11-22"}),
    f"GET {API}/sites/{{site}}/settlements": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/pumps/{{pump}}/give-up-fuellings": Sample(
        About.SITE, body={"first": 2, "last": 3, "reason": "replaced"}
    ),
    f"GET {API}/sites/{{site}}/pump-numbers": Sample(About.SITE),
    f"POST {API}/sites/{{site}}/pumps/{{pump}}/restart-numbers": Sample(
        About.SITE, body={"last": 41, "replaced_at": "2026-11-22T00:00:00Z", "reason": "replaced"}
    ),
    f"GET {API}/discrepancies": Sample(About.SITE, query=f"site={SITE}"),
    f"POST {API}/discrepancies/{{discrepancy_id}}/resolve": Sample(About.SITE, body={"resolution": "calibrated"}),
    f"GET {API}/audit": Sample(About.SITE, query=f"site={SITE}"),
    f"GET {API}/audit/export": Sample(query="from=2026-01-01&to=2026-01-01", let_in=(200, 429)),
    f"GET {API}/audit/verification": Sample(About.NETWORK, query="from=2026-01-01&to=2026-01-01", let_in=(200, 429)),
    f"GET {API}/audit/{{record_id}}": Sample(About.HIDDEN),
    "GET /events": Sample(About.SITE, query=f"site={SITE}"),
    f"POST {API}/me/sign-out-everywhere": Sample(),
}
"""In the order in which each caller asks; the last one ends its sessions."""

OPEN: dict[str, Sample] = {
    f"POST {API}/auth/session": Sample(body={"username": "nobody", "password": "x"}, let_in=(401,)),
    f"DELETE {API}/auth/session": Sample(),
    f"POST {API}/auth/session/refresh": Sample(let_in=(401,)),
    f"POST {API}/auth/token": Sample(form={"grant_type": "refresh_token", "refresh_token": "x"}, let_in=(401,)),
    f"POST {API}/auth/revoke": Sample(form={"token": "x"}),
    f"GET {API}/auth/methods": Sample(),
    f"GET {API}/auth/oidc/login": Sample(let_in=(404,)),
    f"GET {API}/auth/oidc/callback": Sample(let_in=(404,)),
    f"POST {API}/auth/oidc/otp": Sample(body={"otp": "1"}, let_in=(404,)),
    f"GET {API}/auth/till": Sample(let_in=(404,)),
    f"POST {API}/auth/pin": Sample(body={"user_id": NOBODY, "pin": "7093"}, let_in=(404,)),
    f"POST {API}/webhooks/stripe": Sample(body={"id": "evt_1"}, let_in=(400,)),
    "GET /.well-known/jwks.json": Sample(),
    "GET /r/{token}": Sample(),
}
"""Routes for everybody. What they answer is about what was sent, never about who may."""
