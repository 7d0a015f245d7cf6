"""A statement as PDF. Slow (a second for some hundred lines) and not for the event loop."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from pos.statements.view import Content, view_of

TEMPLATES = Path(__file__).parent / "templates"
NOTHING_FETCHED = URLFetcher(allowed_protocols=(), fail_on_errors=True)


def pdf_of(content: Content) -> bytes:
    """On sheets of A4."""
    pdf: bytes = HTML(string=html_of(content), url_fetcher=NOTHING_FETCHED).write_pdf()
    return pdf


def html_of(content: Content) -> str:
    return _template().render(view=view_of(content))


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("statement.html")
