"""How a ticket begins. Money is in minor units of the site's currency, volume in millilitres."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from iso4217 import Currency
from motorway_kit.errors import Conflict, InvalidInput

from pos.domain.card_payment import is_payment_id, with_payment
from pos.domain.checks import check, check_line, check_name
from pos.domain.price import PriceInForce
from pos.domain.sale import CardPaymentState, Origin, Sale, SaleCardPayment, SaleKind, SaleState, TenderKind
from pos.domain.site import Nozzle, Site
from pos.domain.tendering import MAX_MINOR, Given, take
from pos.domain.ticket import Act

MAX_NOTE = 300
MAX_VOLUME_ML = 100_000_000
MAX_TENDERS = 10
MILLI_ML = 1_000_000
"""A price is in thousandths per litre, a litre has a thousand millilitres."""


class VatRateMissing(Conflict):
    """The VAT rate of a grade is not known; without it nothing is sold."""


class PrepayTooHigh(InvalidInput):
    """The site takes no prepayment of this amount."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A ticket to be opened. Of `nozzles` and `grade_ids` one may say which nozzles; neither: every one."""

    site_id: str
    kind: SaleKind
    pump: int = 0
    nozzles: tuple[int, ...] = ()
    grade_ids: tuple[str, ...] = ()
    max_amount_minor: int = 0
    max_volume_ml: int = 0
    tenders: tuple[Given, ...] = ()
    note: str = ""


def sound(wish: Wish) -> Wish:
    """Raises InvalidInput."""
    check_name(wish.site_id, "site_id")
    check(0 <= wish.max_amount_minor <= MAX_MINOR, "max_amount_minor", "must not be negative, nor absurdly much")
    check(0 <= wish.max_volume_ml <= MAX_VOLUME_ML, "max_volume_ml", f"must be 0 to {MAX_VOLUME_ML}")
    check(not (wish.nozzles and wish.grade_ids), "grade_ids", "cannot be given besides nozzles")
    if wish.kind is SaleKind.SHOP:
        _check_shop(wish)
    else:
        check(wish.pump > 0, "pump", "must be given")
    if wish.kind is SaleKind.PRE_PAY:
        one_limit = (wish.max_amount_minor > 0) != (wish.max_volume_ml > 0)
        check(one_limit, "max_amount_minor", "or max_volume_ml must be given, one of them")
        check(1 <= len(wish.tenders) <= MAX_TENDERS, "tenders", f"must be 1 to {MAX_TENDERS} of a pre-pay")
    else:
        check(not wish.tenders, "tenders", "are taken when the ticket is opened only of a pre-pay")
    if wish.kind in (SaleKind.PUMP_TEST, SaleKind.OWN_USE):
        check_name(wish.note, "note", MAX_NOTE)
    check_line(wish.note, "note", MAX_NOTE)
    return wish


def _check_shop(wish: Wish) -> None:
    check(wish.pump == 0, "pump", "must not be given for a shop ticket")
    check(not wish.nozzles, "nozzles", "must not be given for a shop ticket")
    check(not wish.grade_ids, "grade_ids", "must not be given for a shop ticket")
    check(wish.max_amount_minor == 0, "max_amount_minor", "must not be given for a shop ticket")
    check(wish.max_volume_ml == 0, "max_volume_ml", "must not be given for a shop ticket")


def nozzles_of(site: Site, wish: Wish) -> tuple[Nozzle, ...]:
    """The nozzles that may be used. Raises PumpNotFound, InvalidInput that names what the pump does not have."""
    there = site.pump(wish.pump).nozzles
    numbers, grades = {nozzle.number for nozzle in there}, {nozzle.grade_id for nozzle in there}
    for i, number in enumerate(wish.nozzles):
        check(number in numbers, f"nozzles[{i}]", "is no nozzle of the pump")
    for i, grade_id in enumerate(wish.grade_ids):
        check(grade_id in grades, f"grade_ids[{i}]", "is not given by the pump")
    chosen = [
        nozzle
        for nozzle in there
        if nozzle.number in (wish.nozzles or numbers) and nozzle.grade_id in (wish.grade_ids or grades)
    ]
    check(bool(chosen), "pump", "has no nozzle")
    return tuple(chosen)


def require_vat_rates(site: Site, nozzles: Sequence[Nozzle]) -> None:
    """Raises VatRateMissing."""
    for nozzle in nozzles:
        if site.grade(nozzle.grade_id).vat_rate_bp is None:
            raise VatRateMissing("the VAT rate of the grade is not known", site=site.site_id, grade=nozzle.grade_id)


def amount_of(volume_ml: int, unit_price_milli: int, currency: str) -> int:
    """What a volume costs, rounded up to a minor unit."""
    exponent = Currency(currency).exponent or 0
    return -(-volume_ml * unit_price_milli * int(10**exponent) // MILLI_ML)


def opened_shop(site: Site, wish: Wish, sale_id: str, act: Act) -> Sale:
    """A shop ticket, which the shift has at once."""
    return replace(_blank(site, wish, sale_id, act), state=SaleState.LOCKED, shift_id=act.shift_id)


def opened_at_pump(site: Site, wish: Wish, sale_id: str, act: Act, price: PriceInForce) -> Sale:
    """A ticket for which the pump is to be released; of a pre-pay with its tenders.

    Raises PumpNotFound, VatRateMissing, InvalidInput, PrepayTooHigh, TenderExceedsDue.
    """
    nozzles = nozzles_of(site, wish)
    require_vat_rates(site, nozzles)
    limited = tuple(nozzle.number for nozzle in nozzles) if wish.nozzles or wish.grade_ids else ()
    sale = replace(_blank(site, wish, sale_id, act), nozzles=limited, price_set=price.price_set)
    if wish.kind is not SaleKind.PRE_PAY:
        return sale
    highest = max(price.unit_price_milli[nozzle.number] for nozzle in nozzles)
    return _prepaid(site, wish, sale, act, amount_of(wish.max_volume_ml, highest, site.currency))


def _prepaid(site: Site, wish: Wish, sale: Sale, act: Act, of_volume_minor: int) -> Sale:
    amount = wish.max_amount_minor or of_volume_minor
    if 0 < site.prepay_max_minor < amount:
        raise PrepayTooHigh(
            "the site takes no prepayment of this amount",
            field="max_amount_minor" if wish.max_amount_minor else "max_volume_ml",
            amount_minor=amount,
            prepay_max_minor=site.prepay_max_minor,
        )
    sale = replace(sale, max_amount_minor=amount)
    cards = [i for i, given in enumerate(wish.tenders) if given.kind is TenderKind.CARD]
    for i, given in enumerate(wish.tenders):
        if i not in cards:
            sale = take(sale, act, given, amount - sale.tendered_minor, f"tenders[{i}].")
    if cards:
        check(len(cards) == 1, f"tenders[{cards[-1]}].kind", "cannot be a second card")
        return _with_hold(sale, act, wish.tenders[cards[0]], f"tenders[{cards[0]}].")
    if sale.tendered_minor != amount:
        raise InvalidInput(f"tenders must be {amount} together", field="tenders", amount_minor=amount)
    return sale


def _with_hold(sale: Sale, act: Act, given: Given, prefix: str) -> Sale:
    """The card pays what the other tenders do not, in the end; its hold is claimed before the pump is released."""
    rest = sale.max_amount_minor - sale.tendered_minor
    check(rest > 0, f"{prefix}kind", "is not needed: the other tenders pay it all")
    check(given.amount_minor in (0, rest), f"{prefix}amount_minor", f"must be what the others leave: {rest}")
    check(is_payment_id(given.payment_id), f"{prefix}payment_id", "must be the id of an approved hold")
    others = (given.given_minor, given.account_id, given.vehicle_id, given.odometer_km)
    check(not any(others), f"{prefix}kind", "is a card: it has no cash, account, vehicle or odometer")
    hold = SaleCardPayment(
        payment_id=given.payment_id,
        state=CardPaymentState.PENDING,
        amount_minor=rest,
        shift_id=act.shift_id,
        asked_by=act.actor,
        asked_at=act.at,
        hold=True,
    )
    return with_payment(sale, hold)


def _blank(site: Site, wish: Wish, sale_id: str, act: Act) -> Sale:
    return Sale(
        sale_id=sale_id,
        site_id=site.site_id,
        kind=wish.kind,
        state=SaleState.REQUESTED,
        origin=Origin.POS,
        currency=site.currency,
        opened_at=act.at,
        opened_by=act.actor,
        opened_shift_id=act.shift_id,
        pump=wish.pump,
        max_amount_minor=wish.max_amount_minor,
        max_volume_ml=wish.max_volume_ml,
        note=wish.note,
    )
