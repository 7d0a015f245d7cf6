"""The QR code of the link to the online copy."""

import segno
from PIL import Image

DOTS_PER_MODULE = 6
QUIET_MODULES = 2


def svg(url: str) -> str:
    """An `svg` element to stand in HTML; it scales."""
    text: str = _code(url).svg_inline(omitsize=True, border=QUIET_MODULES)
    return text


def bitmap(url: str) -> Image.Image:
    """Black on white, for a printer of 203 dots an inch: about 3 cm."""
    rows = [list(row) for row in _code(url).matrix_iter(scale=DOTS_PER_MODULE, border=QUIET_MODULES)]
    image = Image.new("1", (len(rows[0]), len(rows)), 1)
    image.putdata([0 if dot else 1 for row in rows for dot in row])
    return image


def _code(url: str) -> segno.QRCode:
    return segno.make(url, error="m", micro=False)
