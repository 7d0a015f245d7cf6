"""Where channels may go."""

import pytest
from alerts.channels.base import NotDelivered, Undeliverable
from alerts.channels.reach import Reach
from alerts.settings import AlertsSettings
from pydantic import TypeAdapter, ValidationError

INSIDE = ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
          "::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "ff02::1"]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_networks_inside_are_not_reached(address: str) -> None:
    assert not Reach().allows(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_the_internet_is_reached(address: str) -> None:
    assert Reach().allows(address)


def test_a_setting_names_networks_inside() -> None:
    reach = Reach.of("10.1.0.0/16, fc00::/7")
    allowed = [address for address in INSIDE if reach.allows(address)]
    assert allowed == ["10.1.2.3", "fc00::1"]


async def test_a_name_that_leads_inside_is_refused_and_one_that_leads_nowhere_may_be_right_later() -> None:
    with pytest.raises(Undeliverable):
        await Reach().resolve("localhost", 80)
    with pytest.raises(NotDelivered):
        await Reach().resolve("nobody.invalid", 80)
    assert set(await Reach.of("127.0.0.0/8").resolve("localhost", 80)) == {"127.0.0.1"}


def test_a_setting_that_is_no_network_is_named_at_the_start() -> None:
    field = AlertsSettings.model_fields["outgoing_nets"]
    adapter: TypeAdapter[str] = TypeAdapter(field.rebuild_annotation())
    assert adapter.validate_python("127.0.0.0/8,::1/128") == "127.0.0.0/8,::1/128"
    with pytest.raises(ValidationError):
        adapter.validate_python("127.0.0.1/8")
