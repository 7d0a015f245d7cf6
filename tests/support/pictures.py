"""Pictures for cameras and files, drawn here: a barcode, and a photograph that is none."""

from pathlib import Path

from PIL import Image

WIDTH, HEIGHT, MODULE = 640, 480, 4
LEFT_ODD = [format(bits, "07b") for bits in (0x0D, 0x19, 0x13, 0x3D, 0x23, 0x31, 0x2F, 0x3B, 0x37, 0x0B)]
PARITY = ["OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE", "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO", "OEEOEO"]


def modules(code: str) -> str:
    """The bars of an EAN-13, 1 for black (ISO/IEC 15420)."""
    right = [pattern.translate({48: "1", 49: "0"}) for pattern in LEFT_ODD]
    left = [
        LEFT_ODD[int(digit)] if parity == "O" else right[int(digit)][::-1]
        for digit, parity in zip(code[1:7], PARITY[int(code[0])], strict=True)
    ]
    return "101" + "".join(left) + "01010" + "".join(right[int(digit)] for digit in code[7:]) + "101"


def filmed(code: str, path: Path) -> Path:
    """A film (Y4M) of the code on white paper, for `--use-file-for-fake-video-capture`."""
    bars = modules(code)
    margin = (WIDTH - len(bars) * MODULE) // 2
    white, line = b"\xeb" * margin, bytearray()
    for bar in bars:
        line += (b"\x10" if bar == "1" else b"\xeb") * MODULE
    row = (white + bytes(line)).ljust(WIDTH, b"\xeb")
    blank = b"\xeb" * WIDTH
    luma = blank * 140 + row * 200 + blank * (HEIGHT - 340)
    frame = b"FRAME\n" + luma + b"\x80" * (WIDTH * HEIGHT // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F15:1 Ip A1:1 C420jpeg\n".encode() + frame * 3)
    return path


def photograph(path: Path, size: tuple[int, int] = (3_000, 2_000)) -> Path:
    """Larger than anybody wants to keep, with a place in it (EXIF GPS)."""
    picture = Image.effect_noise(size, 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Camera Works"
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(path, "JPEG", quality=95, exif=exif)
    return path
