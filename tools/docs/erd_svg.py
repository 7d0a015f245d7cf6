"""A laid-out schema as SVG: no fonts are measured, so that every machine draws the same."""

from html import escape
from itertools import pairwise

from tools.docs.erd_layout import HEADER, MARGIN, NAMES, PADDING, ROW, Box, Layout, Line, label, lay_out
from tools.docs.erd_schema import Column, Schema, Table

STYLE = """\
text{font:11.5px ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace;fill:#1f2933}
.page{fill:#fff}.box{fill:#fff;stroke:#52606d}.head{fill:#dce6f2;stroke:#52606d}.partitioned{stroke-dasharray:6 3}
.title{font-size:16px;font-weight:bold}.name{font-weight:bold}.type{fill:#52606d;text-anchor:end}.mark{fill:#2563a8;font-size:9px}
.key{font-weight:bold}.note{fill:#52606d;font-size:10px}.line{fill:none;stroke:#52606d;stroke-width:1.3}
.ring{fill:#fff;stroke:#52606d;stroke-width:1.3}
"""
SHAPES = {
    "one": '<path d="M17 2v10M13 2v10" class="line"/>',
    "none-or-one": '<path d="M17 2v10" class="line"/><circle cx="9" cy="7" r="4" class="ring"/>',
    "many": '<path d="M22 2L12 7L22 12" class="line"/><circle cx="7" cy="7" r="4" class="ring"/>',
}
MARKER = """\
<marker id="{name}" markerWidth="22" markerHeight="14" refX="22" refY="7" orient="auto-start-reverse" \
markerUnits="userSpaceOnUse">{shape}</marker>
"""
STUB = 22
"""Straight ends of a line, as long as a marker."""
LEGEND = "PK primary key · FK foreign key · UK unique · ? may be null · dashed: range partitions by time"


def svg(schema: Schema) -> str:
    """docs/erd/<name>.svg."""
    layout = lay_out(schema)
    width, height = max(layout.width, 640), layout.height + MARGIN
    title = f"Database of {schema.name}: {', '.join(table.name for table in schema.tables)}"
    markers = "".join(MARKER.format(name=name, shape=shape) for name, shape in SHAPES.items())
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}"'
        f' height="{height:.0f}" role="img" aria-labelledby="title">\n<title id="title">{escape(title)}</title>\n',
        f"<style>\n{STYLE}</style>\n<defs>\n{markers}</defs>\n",
        f'<rect class="page" width="{width:.0f}" height="{height:.0f}"/>\n',
        _text(MARGIN, MARGIN + 4, "title", schema.name),
        *map(_line, layout.lines),
        *(_table(box, box.table) for box in _by_place(layout) if box.table),
        _text(MARGIN, height - MARGIN / 2, "note", LEGEND),
    ]
    return "".join([*parts, "</svg>\n"])


def _by_place(layout: Layout) -> list[Box]:
    return sorted(layout.boxes, key=lambda box: box.name)


def _table(box: Box, table: Table) -> str:
    dashes = " partitioned" if table.is_partitioned else ""
    about = f"<title>{escape(table.about)}</title>\n" if table.about else ""
    place = f'x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}"'
    rows = "".join(_column(box, place, column) for place, column in enumerate(table.columns))
    return (
        f'<g>{about}<rect class="box{dashes}" {place} height="{box.height:.0f}" rx="3"/>\n'
        f'<rect class="head{dashes}" {place} height="{HEADER}" rx="3"/>\n'
        f"{_text(box.x + PADDING, box.y + HEADER - 9, 'name', table.name)}{rows}</g>\n"
    )


def _column(box: Box, place: int, column: Column) -> str:
    y = box.y + HEADER + ROW * (place + 1) - 4
    name, kind = label(column)
    kinds = {"PK": column.is_primary, "FK": column.is_foreign, "UK": column.is_unique}
    marks = " ".join(mark for mark, is_so in kinds.items() if is_so)
    marked = _text(box.x + PADDING, y, "mark", marks) if marks else ""
    shape = "key" if column.is_primary else "column"
    return f"{marked}{_text(box.x + NAMES, y, shape, name)}{_text(box.x + box.width - PADDING, y, 'type', kind)}"


def _text(x: float, y: float, kind: str, words: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}">{escape(words)}</text>\n'


def _line(line: Line) -> str:
    """From the referring column to the left, through the lanes, to the column referred to."""
    source, target = line.boxes[0], line.boxes[-1]
    start, end = _row(source, line.columns), _row(target, line.target_columns)
    right = target.x + target.width
    if source is target:
        path = f"M{right:.0f} {start:.0f}h{STUB}" + _loop(right + STUB, start, end) + f"h-{STUB}"
    else:
        points = [(source.x - STUB, start)]
        for lane in line.boxes[1:-1]:
            points += [(lane.x + lane.width, lane.middle), (lane.x, lane.middle)]
        curves = "".join(_curve(*pair) for pair in pairwise([*points, (right + STUB, end)]))
        path = f"M{source.x:.0f} {start:.0f}h-{STUB}{curves}h-{STUB}"
    one = "none-or-one" if line.optional else "one"
    many = "none-or-one" if line.single else "many"
    title = f"{source.name} ({', '.join(line.columns)}) → {target.name} ({', '.join(line.target_columns)})"
    ends = f'marker-start="url(#{many})" marker-end="url(#{one})"'
    return f'<path class="line" {ends} d="{path}"><title>{escape(title)}</title></path>\n'


def _loop(x: float, start: float, end: float) -> str:
    return f"C{x + STUB:.0f} {start:.0f} {x + STUB:.0f} {end:.0f} {x:.0f} {end:.0f}"


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    middle = (start[0] + end[0]) / 2
    return f"C{middle:.0f} {start[1]:.0f} {middle:.0f} {end[1]:.0f} {end[0]:.0f} {end[1]:.0f}"


def _row(box: Box, columns: tuple[str, ...]) -> float:
    """The height of the last of some columns."""
    assert box.table is not None
    names = [column.name for column in box.table.columns]
    return box.y + HEADER + ROW * (max(map(names.index, columns)) + 0.5)
