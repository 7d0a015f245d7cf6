"""Disputes (https://docs.stripe.com/api/disputes): a customer's bank wants its money back."""

from typing import Any

from stripe_simulator.errors import InvalidRequest
from stripe_simulator.ids import new_id
from stripe_simulator.objects.common import merged_metadata
from stripe_simulator.state import Object

DISPUTE = "dispute"
FEE_MINOR = 2_000
"""Of ours; what Stripe takes differs by country. It stays with Stripe also when the dispute is won."""
ANSWER_WITHIN_S = 7 * 86_400
NEEDS_RESPONSE, UNDER_REVIEW, WON, LOST = "needs_response", "under_review", "won", "lost"
MAX_TEXT = 150_000
FILES = (
    "cancellation_policy",
    "customer_communication",
    "customer_signature",
    "duplicate_charge_documentation",
    "receipt",
    "refund_policy",
    "service_documentation",
    "shipping_documentation",
    "uncategorized_file",
)
TEXTS = (
    "access_activity_log",
    "billing_address",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "duplicate_charge_explanation",
    "duplicate_charge_id",
    "product_description",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_tracking_number",
    "uncategorized_text",
)


def dispute(charge: Object, amount: int, reason: str, now: int) -> Object:
    return {
        "id": new_id("dp"),
        "object": DISPUTE,
        "amount": amount,
        "balance_transactions": [],
        "charge": charge["id"],
        "created": now,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {**dict.fromkeys((*FILES, *TEXTS)), "enhanced_evidence": {}},
        "evidence_details": {
            "due_by": now + ANSWER_WITHIN_S,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "network_reason_code": "10",
        "payment_intent": charge["payment_intent"],
        "payment_method_details": _card(charge),
        "reason": reason,
        "status": NEEDS_RESPONSE,
    }


def _card(charge: Object) -> Object:
    details = charge["payment_method_details"]
    brand = details[details["type"]].get("brand")
    return {"type": "card", "card": {"brand": brand, "case_type": "chargeback", "network_reason_code": "10"}}


def updated(row: Object, params: Object) -> Object:
    """Evidence is added; unless `submit` is false it goes to the bank, once. Raises InvalidRequest."""
    given: Object = params.get("evidence", {})
    if given and row["status"] != NEEDS_RESPONSE:
        raise InvalidRequest("This dispute is not awaiting evidence.", param="evidence")
    evidence = {**row["evidence"], **{name: value or None for name, value in given.items()}}
    _require_readable(evidence)
    changed = {**row, "evidence": evidence, "metadata": merged_metadata(row["metadata"], params.get("metadata"))}
    details = {**row["evidence_details"], "has_evidence": any(evidence[name] for name in (*FILES, *TEXTS))}
    changed["evidence_details"] = details
    return _submitted(changed) if params.get("submit", bool(given)) else changed


def _require_readable(evidence: Object) -> None:
    length = sum(len(evidence[name] or "") for name in TEXTS)
    if length > MAX_TEXT:
        raise InvalidRequest(f"Evidence may hold {MAX_TEXT} characters in all, not {length}.", param="evidence")


def _submitted(row: Object) -> Object:
    if row["status"] != NEEDS_RESPONSE:
        raise InvalidRequest("This dispute is not awaiting evidence.", param="submit")
    details: dict[str, Any] = row["evidence_details"]
    told = {**details, "submission_count": details["submission_count"] + 1, "submission_method": "manual"}
    return {**row, "status": UNDER_REVIEW, "evidence_details": told}


def closed(row: Object, outcome: str) -> Object:
    """Won or lost, for good. Raises InvalidRequest when it was before."""
    if row["status"] in (WON, LOST):
        raise InvalidRequest("This dispute is already closed.")
    details = row["evidence_details"]
    return {**row, "status": outcome, "evidence_details": {**details, "past_due": details["submission_count"] == 0}}


def with_money(row: Object, transaction: Object) -> Object:
    """A movement of the account's money that the dispute caused."""
    return {**row, "balance_transactions": [*row["balance_transactions"], transaction]}
