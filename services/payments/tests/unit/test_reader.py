from dataclasses import replace
from zoneinfo import available_timezones

import pytest
from motorway_kit.errors import InvalidInput
from payments.domain.reader import CountryUnknown, Registration, check_registration, country_of, place_of

WANTED = Registration("m25-cobham", "simulated-wpe", "Reader 1", "Counter 1", "key-1")


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Europe/London", "GB"), ("Europe/Berlin", "DE"), ("America/New_York", "US"), ("Europe/Amsterdam", "NL")],
)
def test_the_country_is_that_of_the_time_zone(zone: str, country: str) -> None:
    assert country_of(zone) == country


def test_most_zones_are_of_a_country() -> None:
    places = [zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc")]
    assert sum(bool(country_of(zone)) for zone in places) > len(places) / 2


def test_a_site_without_a_country_has_no_place() -> None:
    with pytest.raises(CountryUnknown):
        place_of("m25-cobham", "Cobham", "UTC", ["M25"])


def test_a_site_that_moves_is_another_place_with_another_key() -> None:
    place = place_of("m25-cobham", "Cobham", "Europe/London", ["M25 Junction 9/10", "Cobham KT11 3DB"])
    assert (place.country, place.line1) == ("GB", "M25 Junction 9/10, Cobham KT11 3DB")
    assert place.key.startswith("location:m25-cobham:")
    assert replace(place, line1="M1").key != place.key


def test_a_registration_is_known_by_all_it_says() -> None:
    for name in ("site_id", "registration_code", "label", "till"):
        assert replace(WANTED, **{name: "other"}).request_hash != WANTED.request_hash
    assert replace(WANTED, idempotency_key="other").request_hash == WANTED.request_hash


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("registration_code", ""),
        ("registration_code", "x" * 101),
        ("label", " "),
        ("label", "a\nb"),
        ("till", "x" * 101),
        ("idempotency_key", ""),
        ("idempotency_key", "x" * 256),
    ],
)
def test_a_registration_that_cannot_be_is_refused(field: str, value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_registration(replace(WANTED, **{field: value}))
    assert refused.value.context["field"] == field


def test_a_reader_may_stand_at_no_till() -> None:
    check_registration(replace(WANTED, till=""))
