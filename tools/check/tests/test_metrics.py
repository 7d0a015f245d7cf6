"""The check of metrics finds what is asked for in vain, and what nobody explains."""

from tools.docs import metrics
from tools.docs.signals import Signal

ASKED = Signal("motorway_pos_sales_total", "counter", ["site"], "Sales", own=True, exemplars=False)
TIMED = Signal("motorway_http_server_handling_seconds", "histogram", [], "Time", own=False, exemplars=True)
SILENT = Signal("motorway_pos_silent", "gauge", [], "", own=True, exemplars=False)


def test_what_nobody_tells_and_nobody_explains_is_found() -> None:
    known = {"pos": [ASKED, SILENT]}
    found = list(metrics.problems(known, {"motorway_pos_gone": {"Station"}, ASKED.name: {"Station"}}))
    assert found == [
        "motorway_pos_gone is asked for by Station, and no service tells it",
        "pos: motorway_pos_silent says nothing of itself",
    ]


def test_the_document_shows_services_labels_and_who_asks() -> None:
    known = {service: [TIMED] for service in metrics.SERVICES} | {"pos": [ASKED, TIMED]}
    text = metrics.markdown(known, {ASKED.name: {"Station", "SalesStopped"}})
    assert "| `motorway_http_server_handling_seconds` histogram ◆ |  | Time | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ |  |" in text
    assert "| `motorway_pos_sales_total` counter | site | Sales | SalesStopped, Station |" in text
