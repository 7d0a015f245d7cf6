from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motorway_kit.errors import InvalidInput
from pos.domain.vat import VatAmount, VatGroup, groups, split


@dataclass(frozen=True)
class Sold:
    amount_minor: int
    vat_rate_bp: int


AMOUNTS = st.integers(-(10**12), 10**12)
RATES = st.sampled_from([0, 255, 500, 550, 700, 1900, 2000, 2500, 2700, 10_000])


@pytest.mark.parametrize(
    ("gross", "rate", "net", "vat"),
    [
        (12_000, 2000, 10_000, 2_000),
        (6_337, 2000, 5_281, 1_056),  # 1056.16
        (3, 2000, 2, 1),  # half a penny goes up
        (-3, 2000, -2, -1),  # and what is given back is what was taken
        (11_900, 1900, 10_000, 1_900),
        (425, 0, 425, 0),
        (0, 2000, 0, 0),
        (200, 10_000, 100, 100),
    ],
)
def test_vat_is_taken_out_of_the_gross_price(gross: int, rate: int, net: int, vat: int) -> None:
    assert split(gross, rate) == VatAmount(net, vat)


@pytest.mark.parametrize("rate", [-1, 10_001])
def test_a_rate_is_at_most_the_whole(rate: int) -> None:
    with pytest.raises(InvalidInput, match="basis points") as caught:
        split(100, rate)
    assert caught.value.context["field"] == "vat_rate_bp"


@settings(max_examples=200)
@given(AMOUNTS, RATES)
def test_net_and_vat_are_the_gross_and_vat_is_within_half_a_unit(gross: int, rate: int) -> None:
    amount = split(gross, rate)
    assert amount.net_minor + amount.vat_minor == gross
    assert 2 * abs(amount.vat_minor * (10_000 + rate) - gross * rate) <= 10_000 + rate
    assert split(-gross, rate) == VatAmount(-amount.net_minor, -amount.vat_minor)


def test_vat_is_rounded_once_for_each_rate() -> None:
    """Three times 0.03 has 0.015 of VAT, not three times 0.01."""
    lines = [Sold(3, 2000), Sold(3, 2000), Sold(3, 2000), Sold(425, 0)]
    assert groups(lines) == (VatGroup(2000, 9, 7, 2), VatGroup(0, 425, 425, 0))


@settings(max_examples=100)
@given(st.lists(st.builds(Sold, AMOUNTS, RATES), max_size=20))
def test_groups_hold_every_line_once(lines: list[Sold]) -> None:
    made = groups(lines)
    assert sum(group.gross_minor for group in made) == sum(line.amount_minor for line in lines)
    assert all(group.net_minor + group.vat_minor == group.gross_minor for group in made)
    assert [group.rate_bp for group in made] == sorted({line.vat_rate_bp for line in lines}, reverse=True)
    assert groups(reversed(lines)) == made
