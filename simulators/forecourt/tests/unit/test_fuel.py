import pytest
from forecourt_simulator import fuel
from forecourt_simulator.errors import InvalidInput
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(("density", "temperature", "published"), [(721.4, 22.0, 0.9911), (990.3, 34.0, 0.9870)])
def test_correction_factor_as_published(density: float, temperature: float, published: float) -> None:
    assert fuel.volume_correction_factor(density, temperature) == pytest.approx(published, abs=5e-5)


@pytest.mark.parametrize(
    ("density", "alpha"),
    [(745.0, 346.4228 / 745**2 + 0.4388 / 745), (780.0, -0.00336312 + 2680.3206 / 780**2), (800.0, 594.5418 / 800**2)],
)
def test_each_product_group_has_its_coefficient(density: float, alpha: float) -> None:
    assert fuel.expansion_coefficient(density) == pytest.approx(alpha)


def test_warm_fuel_is_lighter() -> None:
    assert fuel.density_kg_m3(745.0, 30.0) < fuel.density_kg_m3(745.0, 15.0) == 745.0


@pytest.mark.parametrize(
    ("volume_ml", "price", "digits", "amount"),
    [
        (1000, 1459, 2, 146),
        (0, 1459, 2, 0),
        (10, 1500, 2, 2),
        (9, 1500, 2, 1),
        (20_000, 170_000, 0, 3400),
        (1, 5, 3, 0),
    ],
)
def test_amount_rounds_halves_up(volume_ml: int, price: int, digits: int, amount: int) -> None:
    assert fuel.amount_minor(volume_ml, price, digits) == amount


@given(st.integers(1, 100_000), st.integers(500, 3000))
def test_a_preset_amount_is_met_by_the_least_volume(amount: int, price: int) -> None:
    volume = fuel.volume_for_amount_ml(amount, price, 2)
    assert fuel.amount_minor(volume, price, 2) >= amount > fuel.amount_minor(volume - 1, price, 2)
    assert fuel.amount_minor(volume, price, 2) == amount


def test_an_unknown_currency_is_refused() -> None:
    with pytest.raises(InvalidInput, match="XYZ"):
        fuel.minor_digits("XYZ")


@pytest.mark.parametrize(("grade", "family"), [("diesel", "diesel"), ("premium-diesel", "diesel"), ("e10", "petrol")])
def test_family_follows_the_grade(grade: str, family: str) -> None:
    assert fuel.family(grade) == family
