"""Whether two pictures show the same layout: compared from a distance at which letters blur and blocks do not."""

from pathlib import Path

from PIL import Image, ImageChops

DISTANCE = 8
"""Eight pixels become one."""
SEEN = 28
"""Of 255: a difference that is seen."""
COLOURS = 96


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The share of the picture that differs, from 0 to 1; 1 when the sizes do."""
    if one.size != other.size:
        return 1.0
    difference = ImageChops.difference(_from_afar(one), _from_afar(other)).convert("L")
    counts = difference.histogram()
    return float(sum(counts[SEEN:]) / sum(counts))


def _from_afar(picture: Image.Image) -> Image.Image:
    size = picture.width // DISTANCE, picture.height // DISTANCE
    return picture.convert("RGB").resize(size, Image.Resampling.BOX)


def keep(picture: Image.Image, file: Path) -> None:
    """Small enough for the repository."""
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
