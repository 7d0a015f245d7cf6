"""What an account may be charged, and what becomes of its ledger."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motorway_kit.errors import InvalidInput, MotorwayError
from pos.domain.account import (
    Account,
    AccountBlocked,
    AccountCharge,
    AccountCurrencyDiffers,
    AccountHasEntries,
    AccountLimitExceeded,
    AccountNotValidHere,
    GradeNotAllowed,
    OdometerRequired,
    Vehicle,
    VehicleBlocked,
    VehicleLimitExceeded,
    VehicleNotFound,
    VehicleUnknown,
    blocked,
    plain_registration,
    sites_touched,
    sound_account,
    sound_vehicle,
    unblocked,
    with_terms,
    with_vehicle,
    without_vehicle,
)
from pos.domain.account_ledger import (
    EntryKind,
    Payment,
    after,
    check_charge,
    entry_of_charge,
    entry_of_payment,
    sound_payment,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
VAN = Vehicle("AB12CDE", ("diesel",), odometer_required=True, limit_minor=10_000)
ACME = Account("acme", "Acme Ltd", "GBP", "m25-cobham", 50_000, sites=("m25-cobham",), opened_at=NOW, version=1)


def acme(**changes: object) -> Account:
    return replace(ACME, **changes)  # type: ignore[arg-type]


def charging(amount_minor: int = 5_000, **changes: object) -> AccountCharge:
    charge = AccountCharge("m25-cobham", "acme", "", 0, "s1", 1, amount_minor, "GBP", NOW)
    return replace(charge, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("account", "field"),
    [
        (acme(account_id="Acme"), "account_id"),
        (acme(name=""), "name"),
        (acme(currency="XAU"), "currency"),
        (acme(home_site=""), "home_site"),
        (acme(home_site="m1-leicester"), "home_site"),
        (acme(sites=("m25-cobham", "M1")), "sites[1]"),
        (acme(sites=("m25-cobham", "m25-cobham")), "sites[1]"),
        (acme(credit_limit_minor=-1), "credit_limit_minor"),
        (acme(address=("a", " b")), "address[1]"),
        (acme(vat_id="1" * 21), "vat_id"),
        (acme(email="acme"), "email"),
        (acme(email="a@b, c@d"), "email"),
        (acme(email="@b"), "email"),
    ],
)
def test_wrong_terms_are_refused_by_the_name_of_their_field(account: Account, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        sound_account(account)
    assert refused.value.context["field"] == field


@pytest.mark.parametrize(
    ("vehicle", "field"),
    [
        (replace(VAN, registration=" - "), "registration"),
        (replace(VAN, registration="AB12/CDE"), "registration"),
        (replace(VAN, registration="A" * 16), "registration"),
        (replace(VAN, grades=("diesel", "diesel")), "grades[1]"),
        (replace(VAN, grades=("Diesel",)), "grades[0]"),
        (replace(VAN, limit_minor=-1), "limit_minor"),
        (replace(VAN, note="a\nb"), "note"),
    ],
)
def test_a_wrong_vehicle_is_refused_by_the_name_of_its_field(vehicle: Vehicle, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        sound_vehicle(vehicle)
    assert refused.value.context["field"] == field


@pytest.mark.parametrize("text", ["ab12 cde", "AB12CDE", "AB-12·cd.e"])
def test_a_registration_is_the_same_however_it_is_written(text: str) -> None:
    assert plain_registration(text) == "AB12CDE"
    assert with_vehicle(ACME, sound_vehicle(replace(VAN, registration=text))).vehicle(text) == VAN


@pytest.mark.parametrize("text", ["MÜ ÄX 12", "В123АВ"])  # noqa: RUF001 - other alphabets are meant
def test_registrations_of_other_alphabets_are_known(text: str) -> None:
    assert sound_vehicle(Vehicle(text)).registration == text.replace(" ", "")


@pytest.mark.parametrize(
    ("account", "charge", "error"),
    [
        (acme(), charging(currency="EUR"), AccountCurrencyDiffers),
        (acme(), charging(-1, currency="EUR"), AccountCurrencyDiffers),
        (acme(), charging(site_id="m1-leicester"), AccountNotValidHere),
        (acme(), charging(site_id="m1-leicester", currency="EUR"), AccountNotValidHere),
        (blocked(ACME, "unpaid"), charging(), AccountBlocked),
        (acme(), charging(50_001), AccountLimitExceeded),
        (acme(balance_minor=49_000), charging(1_001), AccountLimitExceeded),
        (acme(credit_limit_minor=0), charging(1), AccountLimitExceeded),
        (acme(), charging(vehicle_id="AB12CDE"), VehicleUnknown),
        (acme(vehicles=(VAN,)), charging(), VehicleUnknown),
        (acme(vehicles=(VAN,)), charging(vehicle_id="XX1"), VehicleUnknown),
        (acme(vehicles=(replace(VAN, blocked=True),)), charging(vehicle_id="AB12CDE", odometer_km=1), VehicleBlocked),
        (acme(vehicles=(VAN,)), charging(vehicle_id="AB12CDE"), OdometerRequired),
        (acme(vehicles=(VAN,)), charging(vehicle_id="AB12CDE", odometer_km=-1), InvalidInput),
        (acme(vehicles=(VAN,)), charging(vehicle_id="AB12CDE", odometer_km=10_000_000), InvalidInput),
        (acme(vehicles=(VAN,)), charging(10_001, vehicle_id="AB12CDE", odometer_km=1), VehicleLimitExceeded),
    ],
)
def test_a_charge_that_may_not_be_is_refused(
    account: Account, charge: AccountCharge, error: type[MotorwayError]
) -> None:
    with pytest.raises(error):
        check_charge(account, charge, ["diesel"], 0)


@pytest.mark.parametrize(
    ("account", "charge"),
    [
        (acme(), charging(50_000)),
        (acme(sites=()), charging(site_id="m1-leicester")),
        (acme(credit_limit_minor=0, balance_minor=-5_000), charging(5_000)),
        (acme(vehicles=(VAN,)), charging(10_000, vehicle_id="ab12 cde", odometer_km=1)),
        (blocked(acme(vehicles=(VAN,)), "unpaid"), charging(-5_000)),
        (acme(sites=("m1-leicester",)), charging(-5_000, vehicle_id="gone")),
    ],
)
def test_a_charge_that_may_be_is_accepted(account: Account, charge: AccountCharge) -> None:
    check_charge(account, charge, ["diesel"], 0)


def test_a_refusal_names_what_is_left() -> None:
    with pytest.raises(AccountLimitExceeded) as limit:
        check_charge(acme(balance_minor=48_766), charging(1_235), [], 0)
    assert (limit.value.context["available_minor"], limit.value.context["currency"]) == ("1234", "GBP")
    assert "1234" in limit.value.message
    with pytest.raises(VehicleLimitExceeded) as vehicle:
        check_charge(acme(vehicles=(VAN,)), charging(4_000, vehicle_id="AB12CDE", odometer_km=1), [], 7_000)
    assert vehicle.value.context["available_minor"] == "3000"


@pytest.mark.parametrize(("grades", "refused"), [(["diesel"], ""), ([], ""), (["e10", "diesel"], "e10")])
def test_a_vehicle_takes_its_grades_only(grades: list[str], refused: str) -> None:
    account, charge = acme(vehicles=(VAN,)), charging(vehicle_id="AB12CDE", odometer_km=1)
    if not refused:
        check_charge(account, charge, grades, 0)
        return
    with pytest.raises(GradeNotAllowed) as caught:
        check_charge(account, charge, grades, 0)
    assert caught.value.context["grades"] == refused


def test_an_odometer_that_runs_backwards_is_told_and_not_refused() -> None:
    account, told = acme(vehicles=(VAN,)), []
    for reading in (48_000, 48_000, 4_820, 4_900):
        charge = charging(1_000, vehicle_id="AB12CDE", odometer_km=reading)
        check_charge(account, charge, ["diesel"], 0)
        entry = entry_of_charge(account, charge, "ann")
        account = after(account, entry)
        told.append(entry.odometer_backwards)
    assert told == [False, False, True, False]
    assert account.vehicle("AB12CDE").odometer_km == 4_900


amounts = st.integers(-20_000, 20_000)


@settings(max_examples=200)
@given(st.integers(0, 50_000), st.lists(st.tuples(st.sampled_from(["charge", "payment"]), amounts), max_size=30))
def test_the_balance_is_the_sum_of_the_ledger_and_no_charge_passes_the_limit(
    limit: int, moves: list[tuple[str, int]]
) -> None:
    account, total = acme(credit_limit_minor=limit), 0
    for number, (what, amount) in enumerate(moves, start=1):
        account, entry = _moved(account, what, amount)
        total += entry
        assert (account.balance_minor, account.last_entry <= number) == (total, True)


def _moved(account: Account, what: str, amount: int) -> tuple[Account, int]:
    if what == "payment":
        entry = entry_of_payment(account, Payment("acme", amount, "BACS"), NOW, "ann")
        return after(account, entry), -amount
    try:
        check_charge(account, charging(amount), [], 0)
    except AccountLimitExceeded:
        assert account.balance_minor + amount > account.credit_limit_minor
        return account, 0
    entry = entry_of_charge(account, charging(amount), "ann")
    assert amount <= 0 or entry.balance_minor <= account.credit_limit_minor
    assert entry.kind is (EntryKind.CHARGE if amount >= 0 else EntryKind.CREDIT)
    return after(account, entry), amount


@pytest.mark.parametrize(
    ("payment", "field"),
    [
        (Payment("acme", 0, "BACS"), "amount_minor"),
        (Payment("acme", 10**13, "BACS"), "amount_minor"),
        (Payment("acme", 1, ""), "reference"),
    ],
)
def test_a_wrong_payment_is_refused(payment: Payment, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        sound_payment(payment)
    assert refused.value.context["field"] == field


def test_terms_change_and_the_rest_stays() -> None:
    stored = with_vehicle(blocked(acme(balance_minor=7, last_entry=1), "unpaid"), VAN)
    wanted = Account("acme", "Acme plc", "GBP", "m25-cobham", 1, sites=("m25-cobham",))
    assert with_terms(stored, wanted, NOW) == replace(
        stored, name="Acme plc", credit_limit_minor=1, version=stored.version + 1
    )
    assert with_terms(stored, replace(wanted, name="Acme Ltd", credit_limit_minor=50_000), NOW) is stored
    with pytest.raises(AccountHasEntries):
        with_terms(stored, replace(wanted, currency="EUR"), NOW)
    new = with_terms(None, replace(wanted, currency="EUR"), NOW)
    assert (new.version, new.opened_at, with_terms(new, wanted, NOW).currency) == (1, NOW, "GBP")


def test_what_is_so_already_is_no_change() -> None:
    stopped = blocked(ACME, "unpaid")
    assert blocked(stopped, "unpaid") is stopped
    assert (blocked(stopped, "gone").version, unblocked(ACME)) == (3, ACME)
    assert unblocked(stopped) == replace(ACME, version=3)
    kept = with_vehicle(ACME, VAN)
    assert with_vehicle(kept, VAN) is kept
    assert without_vehicle(kept, "ab12 cde").vehicles == ()
    with pytest.raises(VehicleNotFound):
        without_vehicle(ACME, "AB12CDE")
    with pytest.raises(InvalidInput):
        blocked(ACME, "")


def test_a_vehicle_that_is_replaced_keeps_its_odometer() -> None:
    driven = replace(VAN, odometer_km=48_000)
    assert with_vehicle(acme(vehicles=(driven,)), replace(VAN, blocked=True)).vehicle("AB12CDE").odometer_km == 48_000


@pytest.mark.parametrize(
    ("before", "wanted", "touched"),
    [
        (None, ("a", "b"), ("a", "b")),
        (None, (), None),
        (("a",), ("a",), ()),
        ((), (), ()),
        (("a", "b"), ("b", "c"), ("a", "c")),
        ((), ("a",), None),
        (("a",), (), None),
    ],
)
def test_whoever_changes_where_an_account_is_valid_must_be_allowed_there(
    before: tuple[str, ...] | None, wanted: tuple[str, ...], touched: tuple[str, ...] | None
) -> None:
    stored = None if before is None else acme(sites=before)
    assert sites_touched(stored, acme(sites=wanted)) == touched
