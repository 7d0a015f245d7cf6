"""A receipt as bytes for a receipt printer (ESC/POS), on paper of 80 mm: 42 characters in a line."""

from collections.abc import Iterable
from textwrap import wrap

from escpos.printer import Dummy

from pos.receipts.qr import bitmap
from pos.receipts.view import Content, Printing, View, view_of

WIDTH = 42
PROFILE = "TM-T88V"
CODE_PAGE = "CP858"
"""Western Europe with the euro; what is not in it is looked for in the printer's other pages."""


def escpos_of(content: Content, printing: Printing) -> bytes:
    """Ends with a cut. Letters that no code page of the printer has become question marks."""
    printer, view = Dummy(profile=PROFILE), view_of(content, printing)
    printer.hw("INIT")
    printer.charcode(CODE_PAGE)
    _head(printer, view)
    _body(printer, view)
    _foot(printer, view)
    printer.cut()
    output: bytes = printer.output
    return output


def _head(printer: Dummy, view: View) -> None:
    printer.set(align="center", bold=True, double_height=True)
    _lines(printer, wrap(view.site, WIDTH))
    printer.set(align="center", bold=False, normal_textsize=True)
    _lines(printer, _wrapped(view.seller))
    if view.vat_id:
        printer.textln(f"VAT id {view.vat_id}")
    printer.set(align="center", bold=True)
    _lines(printer, ["", view.title.upper(), *filter(None, [view.test_mark, view.printing.copy_mark])])
    printer.set(align="left", bold=False)
    _rule(printer)
    _lines(printer, pair("No.", view.number))
    for label, value in view.facts:
        _lines(printer, pair(label, value))
    if view.customer:
        _rule(printer)
        _lines(printer, _wrapped(view.customer))


def _body(printer: Dummy, view: View) -> None:
    _rule(printer)
    for line in view.lines:
        amount = f"{line.amount} {line.vat_letter}" if view.vat else line.amount
        _lines(printer, pair(line.description, amount))
        _lines(printer, [f"  {detail}" for detail in line.details])
    if view.lines:
        _rule(printer)
    printer.set(bold=True, double_height=True)
    _lines(printer, pair(view.total_label, view.total))
    printer.set(bold=False, normal_textsize=True)
    for label, value in view.tenders:
        _lines(printer, pair(label, value))
    if view.vat:
        _vat(printer, view)


def _vat(printer: Dummy, view: View) -> None:
    _rule(printer)
    _columns(printer, ("VAT", "Net", "VAT", f"Gross {view.currency}"))
    for group in view.vat:
        _columns(printer, (f"{group.letter} {group.rate}", group.net, group.vat, group.gross))
    if len(view.vat) > 1:
        _columns(printer, ("", view.vat_total.net, view.vat_total.vat, view.vat_total.gross))


def _foot(printer: Dummy, view: View) -> None:
    _rule(printer)
    printer.set(align="center", bold=True)
    _lines(printer, _wrapped(view.notices))
    printer.set(align="center", bold=False)
    _lines(printer, _wrapped(view.note.splitlines()))
    if view.printing.url:
        printer.image(bitmap(view.printing.url))
        printer.textln("This receipt online")
    _lines(printer, _wrapped([view.sale_id, view.check]))


def pair(left: str, right: str) -> list[str]:
    """The one at the left edge, the other at the right; in more lines where one does not hold them."""
    room = WIDTH - len(right) - 1
    if room < 8 or (len(left) > room and len(right) > WIDTH // 2):
        return [*wrap(left, WIDTH), *(part.rjust(WIDTH) for part in wrap(right, WIDTH))]
    indent = left[: len(left) - len(left.lstrip())]
    parts = wrap(left.strip(), room, initial_indent=indent, subsequent_indent=indent) or [""]
    return [f"{parts[0].ljust(room)} {right}", *parts[1:]]


def _columns(printer: Dummy, cells: tuple[str, str, str, str]) -> None:
    first, *others = cells
    printer.textln(first.ljust(9) + "".join(cell.rjust(11) for cell in others))


def _wrapped(texts: Iterable[str]) -> list[str]:
    return [part for text in texts for part in wrap(text, WIDTH)]


def _rule(printer: Dummy) -> None:
    printer.textln("-" * WIDTH)


def _lines(printer: Dummy, lines: Iterable[str]) -> None:
    for line in lines:
        printer.textln(line)
