"""A configuration that could not work, or would be open to others, does not start."""

import pytest
from stripe_simulator.cli import KEYS, WEBHOOK_SECRETS, main


@pytest.mark.parametrize(
    ("keys", "options", "told"),
    [
        ("", [], KEYS),
        ("sk_live_1", [], "sk_test_"),
        ("sk_test_1", ["--webhook-url", "http://127.0.0.1:1"], WEBHOOK_SECRETS),
        ("sk_test_1", ["--control-bind", "0.0.0.0:12112"], "control port"),
    ],
)
def test_it_says_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, keys: str, options: list[str], told: str
) -> None:
    monkeypatch.setenv(KEYS, keys)
    monkeypatch.delenv(WEBHOOK_SECRETS, raising=False)
    assert main(["run", *options]) == 2
    assert told in caplog.text
