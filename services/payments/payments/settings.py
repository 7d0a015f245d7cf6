"""Settings of the payments service."""

from pathlib import Path

from motorway_access.settings import AccessSettings
from pydantic import SecretStr

STRIPE_VERSION = "2026-10-28.endive"
"""The version of Stripe's API that this code was written for; the library is pinned to it too."""


class PaymentsSettings(AccessSettings):
    """`stripe_key` is a secret or restricted key (`sk_…`, `rk_…`); one of test mode makes every payment a test.

    `stripe_api_base`, `stripe_files_base`: Stripe, or the simulator. `stripe_webhook_secrets`: all live ones, by comma.
    `service_key_file` (Ed25519, PEM) signs what payments asks of pos. `public_url`: where customers reach the gateway.
    """

    database_url: str
    amqp_url: str
    grpc_bind: str = "127.0.0.1:18450"
    pos_address: str
    service_key_file: Path
    stripe_key: SecretStr
    stripe_webhook_secrets: SecretStr = SecretStr("")
    stripe_api_base: str = "https://api.stripe.com"
    stripe_files_base: str = "https://files.stripe.com"
    public_url: str = "http://127.0.0.1:18400"

    @property
    def test(self) -> bool:
        """No real money: the simulator, or Stripe's test mode."""
        return "_test_" in self.stripe_key.get_secret_value()[:8]

    @property
    def webhook_secrets(self) -> list[str]:
        """Any of them may have signed a webhook."""
        return [secret for secret in self.stripe_webhook_secrets.get_secret_value().split(",") if secret]
