from pathlib import Path

import pytest

from tools.check.outcome import Outcome
from tools.check.python import imports
from tools.check.tests.conftest import Tree

REPOSITORY = Path(__file__).resolve().parents[3]
PACKAGES = {
    "motorway_kit": "libs/motorway_kit",
    "api_gateway": "services/api-gateway",
    "iot_gateway": "services/iot-gateway",
    "telemetry": "services/telemetry",
    "alerts": "services/alerts",
    "pos": "services/pos",
    "payments": "services/payments",
    "forecourt_simulator": "simulators/forecourt",
    "cashier_simulator": "simulators/cashiers",
    "stripe_simulator": "simulators/stripe",
    "printer_simulator": "simulators/printer",
    "escpos_bridge": "bridges/escpos",
}


def checked(tree: Tree, monkeypatch: pytest.MonkeyPatch, changed: dict[str, str]) -> Outcome:
    """Outcome for a repository of empty packages, this repository's import rules, and the changed modules."""
    files = {f"{place}/{package}/__init__.py": "" for package, place in PACKAGES.items()}
    files |= {"libs/motorway_kit/motorway_kit/errors.py": "import grpc\n"}
    files |= {
        "services/pos/pos/domain.py": "import motorway_kit.errors\n",
        "services/pos/pos/db.py": "import asyncpg\n",
    }
    files |= {"services/pos/pos/app.py": "import pos.db\n", "services/pos/pos/grpc_api.py": "import pos.app\n"}
    root = tree({**files, "pyproject.toml": (REPOSITORY / "pyproject.toml").read_text(), **changed})
    monkeypatch.setenv("PYTHONPATH", ":".join(str(root / place) for place in PACKAGES.values()))
    return imports(root)


def test_the_shape_of_a_service_is_fine(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = checked(tree, monkeypatch, {})
    assert outcome.ok, outcome.output


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("services/pos/pos/clients.py", "alerts"),
        ("services/iot-gateway/iot_gateway/app.py", "forecourt_simulator"),
        ("libs/motorway_kit/motorway_kit/outbox.py", "telemetry"),
        ("libs/motorway_kit/motorway_kit/money.py", "motorway.pos.v1"),
        ("services/pos/pos/app.py", "pos.grpc_api"),
        ("services/pos/pos/db.py", "pos.app"),
        ("services/pos/pos/domain.py", "pos.db"),
        ("services/pos/pos/domain.py", "asyncpg"),
        ("services/telemetry/telemetry/domain.py", "psycopg"),
    ],
)
def test_a_forbidden_import_is_found(tree: Tree, monkeypatch: pytest.MonkeyPatch, module: str, imported: str) -> None:
    outcome = checked(tree, monkeypatch, {module: f"import {imported}\n"})
    assert not outcome.ok
    assert "BROKEN" in outcome.output
