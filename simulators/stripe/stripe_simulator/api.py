"""Every call and where it is found, and everything that happens by itself."""

from stripe_simulator.app import (
    balance,
    charges,
    confirmation,
    customers,
    increments,
    payment_intents,
    payment_methods,
    payouts,
    refunds,
    setup_intents,
    webhooks,
)
from stripe_simulator.edges import BY_THEMSELVES, EDGES
from stripe_simulator.http_api.routes import Page, Route
from stripe_simulator.world import World

PAYMENTS = (
    Route("POST", "/v1/payment_intents", payment_intents.create, "PaymentIntentCreateParams"),
    Route("GET", "/v1/payment_intents", payment_intents.listed, "PaymentIntentListParams"),
    Route("GET", "/v1/payment_intents/{id}", payment_intents.retrieve, "PaymentIntentRetrieveParams"),
    Route("POST", "/v1/payment_intents/{id}", payment_intents.update, "PaymentIntentUpdateParams"),
    Route("POST", "/v1/payment_intents/{id}/confirm", payment_intents.confirm, "PaymentIntentConfirmParams"),
    Route("POST", "/v1/payment_intents/{id}/capture", payment_intents.capture, "PaymentIntentCaptureParams"),
    Route("POST", "/v1/payment_intents/{id}/cancel", payment_intents.cancel, "PaymentIntentCancelParams"),
    Route(
        "POST",
        "/v1/payment_intents/{id}/increment_authorization",
        increments.increment,
        "PaymentIntentIncrementAuthorizationParams",
    ),
    Route("GET", "/v1/charges", charges.listed, "ChargeListParams"),
    Route("GET", "/v1/charges/{id}", charges.retrieve, "ChargeRetrieveParams"),
    Route("POST", "/v1/charges/{id}", charges.update, "ChargeUpdateParams"),
    Route("POST", "/v1/refunds", refunds.create, "RefundCreateParams"),
    Route("GET", "/v1/refunds", refunds.listed, "RefundListParams"),
    Route("GET", "/v1/refunds/{id}", refunds.retrieve, "RefundRetrieveParams"),
    Route("POST", "/v1/refunds/{id}", refunds.update, "RefundUpdateParams"),
)

CARDS = (
    Route("POST", "/v1/customers", customers.create, "CustomerCreateParams"),
    Route("GET", "/v1/customers", customers.listed, "CustomerListParams"),
    Route("GET", "/v1/customers/{id}", customers.retrieve, "CustomerRetrieveParams"),
    Route("POST", "/v1/customers/{id}", customers.update, "CustomerUpdateParams"),
    Route("DELETE", "/v1/customers/{id}", customers.delete, "CustomerDeleteParams"),
    Route("GET", "/v1/customers/{id}/payment_methods", payment_methods.of_customer, "CustomerListPaymentMethodsParams"),
    Route(
        "GET",
        "/v1/customers/{id}/payment_methods/{method}",
        payment_methods.one_of_customer,
        "CustomerRetrievePaymentMethodParams",
    ),
    Route("POST", "/v1/payment_methods", payment_methods.create, "PaymentMethodCreateParams"),
    Route("GET", "/v1/payment_methods", payment_methods.of_account, "PaymentMethodListParams"),
    Route("GET", "/v1/payment_methods/{id}", payment_methods.retrieve, "PaymentMethodRetrieveParams"),
    Route("POST", "/v1/payment_methods/{id}", payment_methods.update, "PaymentMethodUpdateParams"),
    Route("POST", "/v1/payment_methods/{id}/attach", payment_methods.attach, "PaymentMethodAttachParams"),
    Route("POST", "/v1/payment_methods/{id}/detach", payment_methods.detach, "PaymentMethodDetachParams"),
    Route("POST", "/v1/setup_intents", setup_intents.create, "SetupIntentCreateParams"),
    Route("GET", "/v1/setup_intents", setup_intents.listed, "SetupIntentListParams"),
    Route("GET", "/v1/setup_intents/{id}", setup_intents.retrieve, "SetupIntentRetrieveParams"),
    Route("POST", "/v1/setup_intents/{id}", setup_intents.update, "SetupIntentUpdateParams"),
    Route("POST", "/v1/setup_intents/{id}/confirm", setup_intents.confirm, "SetupIntentConfirmParams"),
    Route("POST", "/v1/setup_intents/{id}/cancel", setup_intents.cancel, "SetupIntentCancelParams"),
)

MONEY = (
    Route("GET", "/v1/balance", balance.balance, "BalanceRetrieveParams"),
    Route("GET", "/v1/balance_transactions", balance.listed, "BalanceTransactionListParams"),
    Route("GET", "/v1/balance_transactions/{id}", balance.retrieve, "BalanceTransactionRetrieveParams"),
    Route("POST", "/v1/payouts", payouts.create, "PayoutCreateParams"),
    Route("GET", "/v1/payouts", payouts.listed, "PayoutListParams"),
    Route("GET", "/v1/payouts/{id}", payouts.retrieve, "PayoutRetrieveParams"),
)

ROUTES: tuple[Route | Page, ...] = (*PAYMENTS, *CARDS, *MONEY, *EDGES)


def register(world: World) -> None:
    """What timers call, by name (`world.at`)."""
    world.actions.update(
        {
            balance.SETTLE: balance.settle,
            confirmation.EXPIRE: payment_intents.expire,
            payouts.ARRIVE: payouts.arrive,
            payouts.NIGHTLY: payouts.every_night,
            refunds.SETTLE: refunds.settle,
            **BY_THEMSELVES,
        }
    )
    world.beginnings.append(webhooks.sweep)
    if world.settings.payouts_daily:
        world.beginnings.append(payouts.schedule)
    for begin in world.beginnings:
        begin(world)
