"""Dashboards of Grafana, of deploy/observability/dashboards.yaml."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from grafana_foundation_sdk.builders import common, prometheus, stat, timeseries
from grafana_foundation_sdk.builders import dashboard as grafana
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.common import LegendDisplayMode, LegendPlacement, TooltipDisplayMode
from grafana_foundation_sdk.models.dashboard import DashboardCursorSync, DataSourceRef, VariableRefresh

SOURCE = Path("deploy/observability/dashboards.yaml")
PLACE = "deploy/observability/dashboards"
DATASOURCE = DataSourceRef(type_val="prometheus", uid="${datasource}")
WIDTH, HALF, HEIGHT, LOW = 24, 12, 8, 4
NARROW = 6
STAT = "stat"


def load(root: Path) -> list[dict[str, Any]]:
    described: list[dict[str, Any]] = yaml.safe_load((root / SOURCE).read_text())
    return described


def documents(root: Path) -> dict[str, str]:
    """What is to be written, by path."""
    return {f"{PLACE}/{one['uid']}.json": _json(one) for one in load(root)}


def expressions(root: Path) -> Iterator[str]:
    """What every panel asks Prometheus."""
    for one in load(root):
        for panels in one["rows"].values():
            for panel in panels:
                yield from panel[2].values()


def _json(described: dict[str, Any]) -> str:
    return JSONEncoder(sort_keys=True, indent=2).encode(_dashboard(described).build()) + "\n"


def _dashboard(described: dict[str, Any]) -> grafana.Dashboard:
    board = (
        grafana.Dashboard(f"Motorway Petroleum: {described['title']}")
        .uid(described["uid"])
        .tags(["motorway"])
        .readonly()
        .refresh("30s")
        .time("now-6h", "now")
        .tooltip(DashboardCursorSync.CROSSHAIR)
        .with_variable(grafana.DatasourceVariable("datasource").label("Prometheus").type("prometheus"))
    )
    if described.get("sites"):
        board.with_variable(_sites())
    for title, panels in described["rows"].items():
        board.with_row(grafana.Row(title))
        for panel in panels:
            board.with_panel(_panel(*panel))
    return board


def _sites() -> grafana.QueryVariable:
    query = "label_values(iot_gateway_heartbeat_age_seconds, site)"
    variable = grafana.QueryVariable("site").label("Station").datasource(DATASOURCE)
    return variable.query(query).refresh(VariableRefresh.ON_TIME_RANGE_CHANGED)


def _panel(title: str, unit: str, asked: dict[str, str], kind: str = "") -> Any:
    panel = _number() if kind == STAT else _graph()
    panel.title(title).unit(unit).datasource(DATASOURCE)
    for number, (legend, expression) in enumerate(asked.items()):
        query = prometheus.Dataquery().expr(expression).legend_format(legend).ref_id(chr(ord("A") + number))
        panel.with_target(query.instant() if kind == STAT else query.range())
    return panel


def _number() -> stat.Panel:
    return stat.Panel().span(NARROW).height(LOW)


def _graph() -> timeseries.Panel:
    legend = common.VizLegendOptions().display_mode(LegendDisplayMode.LIST).placement(LegendPlacement.BOTTOM)
    legend.show_legend(show_legend=True)
    tooltip = common.VizTooltipOptions().mode(TooltipDisplayMode.MULTI)
    return timeseries.Panel().span(HALF).height(HEIGHT).min(0).fill_opacity(10).legend(legend).tooltip(tooltip)
