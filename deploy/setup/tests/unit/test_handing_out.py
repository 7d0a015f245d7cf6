"""Which parts become Secrets."""

from collections.abc import Mapping

import pytest
from motorway_setup import cli, cluster
from typer.testing import CliRunner


class Namespace:
    """In the place of a cluster's."""

    namespace = "fuel"

    def __init__(self) -> None:
        self.written: dict[str, Mapping[str, bytes]] = {}

    def read(self, name: str) -> Mapping[str, bytes] | None:
        return self.written.get(name)

    def write(self, name: str, data: Mapping[str, bytes]) -> bool:
        self.written[name] = data
        return True


def test_what_is_skipped_is_made_and_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    there = Namespace()
    monkeypatch.setattr(cluster, "here", lambda _labels: there)
    options = ["secrets", "--release", "mp", "--skip", "postgresql", "--skip", "emqx", "--no-certificates"]
    done = CliRunner().invoke(cli.app, options, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert {"mp-setup", "mp-rabbitmq", "mp-pos"} <= there.written.keys()
    assert not {"mp-postgresql", "mp-emqx", "mp-pos-tls"} & there.written.keys()
    assert b"emqx_api" in there.written["mp-setup"]["files"]
