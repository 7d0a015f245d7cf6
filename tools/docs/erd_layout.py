"""Where the tables of a diagram stand: what refers to another stands to its right, what stands alone below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tools.docs.erd_schema import Column, Schema, Table

CHARACTER, ROW, HEADER, PADDING, NAMES = 7.0, 18, 26, 10, 44
RANK_GAP, TABLE_GAP, MARGIN, LANE = 110, 28, 28, 22
SHEET = 1180
SWEEPS = 6


@dataclass
class Box:
    """A table's place; without a table a lane in which a line passes that rank."""

    name: str
    table: Table | None
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True)
class Line:
    """From a table to the one it refers to, over the lanes between; `columns` are the referring ones."""

    columns: tuple[str, ...]
    boxes: tuple[Box, ...]
    target_columns: tuple[str, ...]
    optional: bool
    single: bool


@dataclass(frozen=True)
class Layout:
    boxes: list[Box]
    lines: list[Line]
    width: float
    height: float


def label(column: Column) -> tuple[str, str]:
    """Name and type as they are written; a type that may be null ends with ?."""
    return column.name, column.type + ("?" if column.nullable else "")


def box_of(table: Table) -> Box:
    widest = max((sum(map(len, label(column))) for column in table.columns), default=0)
    width = max(len(table.name) * CHARACTER + 2 * PADDING, (widest + 3) * CHARACTER + NAMES + PADDING)
    return Box(table.name, table, width, HEADER + ROW * len(table.columns) + 6)


def lay_out(schema: Schema) -> Layout:
    """The same schema always gives the same places."""
    boxes = {table.name: box_of(table) for table in schema.tables}
    ranks, lines = layered(schema, boxes)
    for _ in range(SWEEPS):
        stack(ranks, lines)
    bottom = spread(ranks)
    alone = [box for box in boxes.values() if not any(box in rank for rank in ranks)]
    bottom = shelve(alone, bottom)
    everything = [box for rank in ranks for box in rank if box.table] + alone
    right = max((box.x + box.width for box in everything), default=0.0)
    return Layout(everything, lines, right + MARGIN, bottom)


def layered(schema: Schema, boxes: dict[str, Box]) -> tuple[list[list[Box]], list[Line]]:
    """Tables with foreign keys or referred to, by rank, with a lane in each rank that a line passes."""
    depth = depths(schema)
    ranks: list[list[Box]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for name, rank in depth.items():
        ranks[rank].append(boxes[name])
    lines = []
    for table in schema.tables:
        for key in table.references:
            lanes = [
                Box(f"{table.name}.{key.columns}", None, 0, LANE)
                for _ in range(depth[key.target] + 1, depth[table.name])
            ]
            for rank, lane in zip(range(depth[table.name] - 1, depth[key.target], -1), lanes, strict=True):
                ranks[rank].append(lane)
            path = (boxes[table.name], *lanes, boxes[key.target])
            lines.append(Line(key.columns, path, key.target_columns, key.optional, key.single))
    return ranks, lines


def depths(schema: Schema) -> dict[str, int]:
    """How many foreign keys lie between a table and one that refers to none; tables of a circle end it."""
    targets = {
        table.name: [key.target for key in table.references if key.target != table.name] for table in schema.tables
    }
    related = {name for name, others in targets.items() if others} | {
        one for others in targets.values() for one in others
    }
    related |= {table.name for table in schema.tables if table.references}

    def depth(name: str, above: tuple[str, ...] = ()) -> int:
        others = [other for other in targets[name] if other not in (*above, name)]
        return max((depth(other, (*above, name)) + 1 for other in others), default=0)

    return {name: depth(name) for name in sorted(related)}


def stack(ranks: Sequence[list[Box]], lines: Iterable[Line]) -> None:
    """Put the boxes of each rank above each other, near what they are connected with."""
    neighbours: dict[int, list[Box]] = {}
    for line in lines:
        for one, other in pairwise(line.boxes):
            neighbours.setdefault(id(one), []).append(other)
            neighbours.setdefault(id(other), []).append(one)
    for rank in ranks:
        wanted = {id(box): _mean([near.middle for near in neighbours.get(id(box), [])]) for box in rank}
        rank.sort(key=lambda box: (wanted[id(box)], box.name))
        y = 0.0
        for box in rank:
            box.y = y
            y += box.height + TABLE_GAP


def spread(ranks: Sequence[list[Box]]) -> float:
    """Give the ranks their columns, centred on the tallest; the lower edge."""
    heights = [rank[-1].y + rank[-1].height for rank in ranks]
    tallest, x = max(heights, default=0.0), float(MARGIN)
    for rank, height in zip(ranks, heights, strict=True):
        width = max(box.width for box in rank)
        for box in rank:
            box.x, box.y = x, box.y + HEADER + MARGIN + (tallest - height) / 2
            box.width = box.width if box.table else width
        x += width + RANK_GAP
    return HEADER + MARGIN + tallest + TABLE_GAP if ranks else float(HEADER + MARGIN)


def shelve(boxes: Sequence[Box], top: float) -> float:
    """Put tables that stand alone into columns of about equal height; the lower edge."""
    if not boxes:
        return top
    wide = max(box.width for box in boxes) + TABLE_GAP
    bottoms = [top] * max(1, int((SHEET - MARGIN) // wide))
    for box in sorted(boxes, key=lambda box: (-box.height, box.name)):
        column = bottoms.index(min(bottoms))
        box.x, box.y = MARGIN + column * wide, bottoms[column]
        bottoms[column] += box.height + TABLE_GAP
    return max(bottoms)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
