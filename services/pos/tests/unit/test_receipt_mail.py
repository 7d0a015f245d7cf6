from datetime import timedelta

import aiosmtplib
import pytest
from motorway_kit.errors import InvalidInput
from pos.app.receipt_mail import is_final
from pos.domain.receipt_mail import MAX_ATTEMPTS, pause_after, sound_address


@pytest.mark.parametrize("address", ["jo@example.com", "jo.smith+fuel@mail.example.co.uk", "jo@localhost"])
def test_addresses(address: str) -> None:
    assert sound_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "jo",
        "jo@",
        "@example.com",
        "jo@example",
        "jo smith@example.com",
        "jo@example.com\nBcc: all@example.com",
        "Jo <jo@example.com>",
        "jo@example.com,sam@example.com",
        "jo@-example.com",
        "x" * 65 + "@example.com",
        "jo@" + "a." * 130 + "com",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        sound_address(address)
    assert caught.value.context["field"] == "address"


def test_pauses_grow_to_an_hour_and_end() -> None:
    pauses = [pause_after(attempts) for attempts in range(1, MAX_ATTEMPTS + 1)]
    minutes = [pause / timedelta(minutes=1) for pause in pauses if pause is not None]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60]
    assert pauses[-1] is None


@pytest.mark.parametrize(
    ("error", "final"),
    [
        (OSError("away"), False),
        (aiosmtplib.SMTPConnectTimeoutError("slow"), False),
        (aiosmtplib.SMTPResponseException(451, "later"), False),
        (aiosmtplib.SMTPResponseException(554, "no"), True),
        (aiosmtplib.SMTPAuthenticationError(535, "wrong password"), False),
        (aiosmtplib.SMTPRecipientsRefused([aiosmtplib.SMTPRecipientRefused(550, "nobody", "jo@x.y")]), True),
        (aiosmtplib.SMTPRecipientsRefused([aiosmtplib.SMTPRecipientRefused(450, "full", "jo@x.y")]), False),
    ],
)
def test_only_what_the_server_will_say_again_is_final(error: Exception, final: bool) -> None:
    assert is_final(error) is final
