"""Access tokens, sealed secrets, one-time codes."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from api_gateway.credentials import totp
from api_gateway.credentials.passwords import Passwords
from api_gateway.credentials.sealing import SealBroken, Sealer
from api_gateway.credentials.tokens import AccessClaims, AccessTokens, KeyRing, UnknownKey
from api_gateway.domain.identity import NotSignedIn
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CLAIMS = AccessClaims("user", "session", "jo.smith", NOW + 10 * MINUTE)
OLD, NEW = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def ring(*keys: tuple[datetime, ECKey]) -> KeyRing:
    return KeyRing(keys, {key.thumbprint(): key for _, key in keys})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tokens(clock: Clock) -> AccessTokens:
    return AccessTokens(ring((NOW - MINUTE, OLD), (NOW + MINUTE, NEW)), "", clock)


def kid(token: str) -> str:
    return str(
        jwt.decode(
            token,
            lambda unverified: {k.thumbprint(): k for k in (OLD, NEW)}[unverified.headers()["kid"]],
            algorithms=["ES256"],
        ).header["kid"]
    )


def test_a_token_holds_until_its_end(tokens: AccessTokens, clock: Clock) -> None:
    token = tokens.write(CLAIMS)
    assert tokens.read(token) == CLAIMS
    clock.now = CLAIMS.expires_at
    with pytest.raises(NotSignedIn):
        tokens.read(token)


def test_the_next_key_signs_when_its_time_has_come_and_the_old_one_is_still_believed(
    tokens: AccessTokens, clock: Clock
) -> None:
    before = tokens.write(CLAIMS)
    clock.now = NOW + MINUTE
    after = tokens.write(CLAIMS)
    assert (kid(before), kid(after)) == (OLD.thumbprint(), NEW.thumbprint())
    assert tokens.read(before) == tokens.read(after) == CLAIMS


def test_what_a_forgotten_key_signed_is_refused_though_it_was_read_before(tokens: AccessTokens) -> None:
    token = tokens.write(CLAIMS)
    tokens.read(token)
    tokens.ring = ring((NOW - MINUTE, NEW))
    with pytest.raises(UnknownKey):
        tokens.read(token)


def test_forged_and_broken_tokens_are_refused(tokens: AccessTokens) -> None:
    good = tokens.write(CLAIMS)
    head, claims, signature = good.split(".")
    other = AccessTokens(ring((NOW, ECKey.generate_key("P-256"))), "", tokens._clock)
    elsewhere = AccessTokens(tokens.ring, "https://elsewhere.example", tokens._clock)
    unsigned = "eyJhbGciOiJub25lIn0." + claims + "."
    guessed = OctKey.import_key(OLD.thumbprint())
    confused = jwt.encode({"alg": "HS256", "kid": OLD.thumbprint()}, {"sub": "admin"}, guessed)
    untyped = jwt.encode({"alg": "ES256", "kid": OLD.thumbprint()}, {"sub": "admin"}, OLD)
    bad = [other.write(CLAIMS), elsewhere.write(CLAIMS), f"{head}.{claims}.", unsigned, confused, untyped]
    for token in [*bad, "", "a.b.c", signature, good[:-2]]:
        with pytest.raises(NotSignedIn):
            tokens.read(token)


def test_sealed_secrets_open_only_with_their_secret_and_context() -> None:
    sealer, other = Sealer("one secret of thirty-two characters"), Sealer("another of thirty-two characters..")
    sealed = sealer.seal(b"secret", "totp/jo")
    assert b"secret" not in sealed
    assert sealer.open(sealed, "totp/jo") == b"secret"
    assert sealed != sealer.seal(b"secret", "totp/jo")
    for opener, data, context in (
        (other, sealed, "totp/jo"),
        (sealer, sealed, "totp/al"),
        (sealer, sealed[:-1], "totp/jo"),
        (sealer, b"", "totp/jo"),
    ):
        with pytest.raises(SealBroken):
            opener.open(data, context)


def test_fingerprints_depend_on_secret_context_and_every_part() -> None:
    sealer, other = Sealer("one secret of thirty-two characters"), Sealer("another of thirty-two characters..")
    marks = [
        sealer.fingerprint("a", [b"x", b"y"]),
        sealer.fingerprint("a", [b"xy", b""]),
        sealer.fingerprint("b", [b"x", b"y"]),
        other.fingerprint("a", [b"x", b"y"]),
    ]
    assert len(set(marks)) == 4
    assert marks[0] == sealer.fingerprint("a", [b"x", b"y"])


def test_codes_of_rfc_6238() -> None:
    """Appendix B, for SHA-1, shortened to six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert totp.matching_step(secret, code, datetime.fromtimestamp(seconds, UTC)) == seconds // 30


def test_a_code_of_the_neighbouring_steps_counts_and_no_other() -> None:
    secret = totp.new_secret()
    present = int(NOW.timestamp()) // 30
    codes = {offset: pyotp.TOTP(secret).generate_otp(present + offset) for offset in (-2, -1, 0, 1, 2)}
    assert {offset: totp.matching_step(secret, code, NOW) for offset, code in codes.items() if abs(offset) < 2} == {
        -1: present - 1,
        0: present,
        1: present + 1,
    }
    near = {codes[offset] for offset in (-1, 0, 1)}
    assert all(totp.matching_step(secret, code, NOW) is None for code in codes.values() if code not in near)


def test_an_enrolment_is_a_picture_a_link_and_a_word() -> None:
    found = totp.enrolment(totp.new_secret(), "jo.smith")
    assert found.uri.startswith("otpauth://totp/Motorway%20Petroleum:jo.smith?secret=" + found.secret)
    assert found.qr_svg.startswith("<svg ")
    assert "<script" not in found.qr_svg


def test_recovery_codes_may_be_typed_in_any_way() -> None:
    codes = totp.new_recovery_codes()
    assert len(set(codes)) == 10
    assert {len(totp.plain_recovery_code(code)) for code in codes} == {16}
    assert totp.plain_recovery_code(f" {codes[0].lower().replace('-', ' ')} ") == totp.plain_recovery_code(codes[0])


async def test_hashes_of_older_parameters_are_known_to_be() -> None:
    old, new = Passwords(memory_kib=8 * 1024, passes=1), Passwords()
    hashed = await old.hash("a password")
    assert await new.matches(hashed, "a password")
    assert new.is_outdated(hashed)
    assert not new.is_outdated(await new.hash("a password"))


async def test_passwords_are_the_same_in_every_normal_form() -> None:
    passwords = Passwords()
    assert await passwords.matches(await passwords.hash("cafe\u0301"), "caf\u00e9")
