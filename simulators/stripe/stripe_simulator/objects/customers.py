"""Customers: https://docs.stripe.com/api/customers/object."""

from stripe_simulator.ids import new_id
from stripe_simulator.objects.common import merged_metadata
from stripe_simulator.state import Object

_SETTABLE = ("address", "description", "email", "name", "phone", "preferred_locales", "shipping")


def new(params: Object, now: int) -> Object:
    return {
        "id": new_id("cus", 14),
        "object": "customer",
        "balance": 0,
        "created": now,
        "currency": None,
        "default_source": None,
        "delinquent": False,
        "discount": None,
        "invoice_prefix": None,
        "invoice_settings": {
            "custom_fields": None,
            "default_payment_method": None,
            "footer": None,
            "rendering_options": None,
        },
        "livemode": False,
        "metadata": merged_metadata({}, params.get("metadata")),
        "next_invoice_sequence": 1,
        "tax_exempt": "none",
        "test_clock": None,
        **{name: params.get(name) or None for name in _SETTABLE},
    }


def updated(customer: Object, params: Object) -> Object:
    changes: Object = {name: params[name] or None for name in _SETTABLE if name in params}
    if "metadata" in params:
        changes["metadata"] = merged_metadata(customer["metadata"], params["metadata"])
    if "invoice_settings" in params:
        changes["invoice_settings"] = {**customer["invoice_settings"], **params["invoice_settings"]}
    return {**customer, **changes}


def deleted(customer: Object) -> Object:
    """What remains: `{id, object, deleted}`."""
    return {"id": customer["id"], "object": "customer", "deleted": True}
