"""A receipt as an HTML page that needs nothing else: light, 80 mm wide; an invoice is a sheet of A4."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from pos.receipts.qr import svg
from pos.receipts.view import Content, Printing, view_of

TEMPLATES = Path(__file__).parent / "templates"
ROLL_MM = 3000
"""Longer than any receipt."""


def html_of(content: Content, printing: Printing, height_mm: float = ROLL_MM) -> str:
    """`height_mm`: of the paper, when it is printed on a page and not on a roll."""
    name = "invoice.html" if content["kind"] == "INVOICE" else "receipt.html"
    qr = Markup(svg(printing.url)) if printing.url else ""  # noqa: S704 - of our own making
    return _template(name).render(view=view_of(content, printing), qr=qr, height_mm=f"{height_mm:.1f}")


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
