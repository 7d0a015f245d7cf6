from pathlib import Path

import pytest
import yaml

from tools.check.documents import check, lint
from tools.check.tests.conftest import Tree
from tools.docs.asyncapi_rules import problems
from tools.docs.write import documents, platform

EVENTS = """\
syntax = "proto3";

package motorway.iot.v1;

// A pump stopped. Consumers: alerts.
message PumpStopped {
  // Within its site.
  uint32 pump = 1;
}
"""
DEVICE = """\
syntax = "proto3";

package motorway.iot.v1;

// Topic `pump/{n}/state`.
message PumpState {
  repeated string reasons = 1;
}
"""
FILES = {
    "proto/motorway/iot/v1/events.proto": EVENTS,
    "proto/motorway/iot/v1/device.proto": DEVICE,
    "services/iot-gateway/iot_gateway/app.py": "from motorway.iot.v1 import events_pb2\nevents_pb2.PumpStopped()\n",
    "services/alerts/alerts/consumers.py": "from motorway.iot.v1 import events_pb2 as e\nTYPES = [e.PumpStopped]\n",
}


def write(root: Path) -> None:
    (root / "docs").mkdir(exist_ok=True)
    for name, text in documents(platform(root)).items():
        (root / name).write_text(text)


def test_fresh_documents_are_fine(tree: Tree) -> None:
    root = tree(FILES)
    write(root)
    assert check(root).output == ""
    page = (root / "docs/events.md").read_text()
    assert "| [`PumpStopped`](#motorwayiotv1pumpstopped) | iot-gateway | alerts |" in page
    assert "| `pump` | `uint32` | Within its site. |" in page
    assert "| `pump/{n}/state` | up | 1 | `PumpState` |" in page


def test_a_changed_comment_makes_the_documents_stale(tree: Tree) -> None:
    root = tree(FILES)
    write(root)
    tree({"proto/motorway/iot/v1/events.proto": EVENTS.replace("A pump stopped", "A pump stood still")})
    outcome = check(root).output
    assert "docs/events.md is not what" in outcome
    assert "docs/asyncapi.yaml is not what" in outcome


def test_a_consumer_that_is_only_announced_is_found(tree: Tree) -> None:
    root = tree({**FILES, "proto/motorway/iot/v1/events.proto": EVENTS.replace("alerts.", "alerts, telemetry.")})
    write(root)
    assert "says consumers alerts, telemetry; the code has alerts" in check(root).output


def test_a_consumer_that_names_the_type_as_text_counts(tree: Tree) -> None:
    root = tree({**FILES, "services/alerts/alerts/consumers.py": "TYPES = ['motorway.iot.v1.PumpStopped']\n"})
    write(root)
    assert check(root).ok


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("asyncapi",), "2.6.0", "not an AsyncAPI 3 document"),
        (("info",), {}, "title and version"),
        (("channels", "PumpState", "address"), "pump/{n}/{other}", "describes other parameters"),
        (("channels", "PumpState", "messages"), {}, "no message"),
        (("operations", "PumpState", "action"), "shout", "neither sends nor receives"),
        (("operations", "PumpState", "channel", "$ref"), "#/channels/Gone", "#/channels/Gone does not exist"),
    ],
)
def test_a_document_that_does_not_hold_together_is_found(
    tree: Tree, path: tuple[str, ...], value: object, words: str
) -> None:
    root = tree(FILES)
    write(root)
    name = root / "docs/asyncapi.yaml"
    document = yaml.safe_load(name.read_text())
    node = document
    for part in path[:-1]:
        node = node[part]
    node[path[-1]] = value
    name.write_text(yaml.safe_dump(document))
    assert any(words in problem for problem in problems(name))


def test_the_asyncapi_document_is_held_against_the_schema_of_asyncapi(tree: Tree) -> None:
    root = tree(FILES)
    write(root)
    assert lint(root).output == ""
    name = root / "docs/asyncapi.yaml"
    name.write_text(name.read_text().replace("action: receive", "action: shout"))
    assert "asyncapi-3-document-resolved" in lint(root).output
