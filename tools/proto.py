"""Writes the Python stubs of proto/ into libs/motorway_proto: `python tools/proto.py`."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROTO = ROOT / "proto"
STUBS = ROOT / "libs" / "motorway_proto"


def generate(source: Path, target: Path) -> None:
    """Compile every .proto below source into target.

    Raises:
        subprocess.CalledProcessError: a file does not compile; its stderr holds protoc's words.
    """
    files = [str(file.relative_to(source)) for file in sorted(source.rglob("*.proto"))]
    outputs = [f"--{plugin}={target}" for plugin in ("python_out", "grpc_python_out")]
    outputs += [f"--{plugin}=quiet:{target}" for plugin in ("mypy_out", "mypy_grpc_out")]
    command = [sys.executable, "-m", "grpc_tools.protoc", f"-I{source}", *outputs, *files]
    subprocess.run(command, check=True, capture_output=True, text=True)


def stubs(directory: Path) -> dict[Path, bytes]:
    """Content of every stub below directory by its relative path."""
    files = [file for pattern in ("*_pb2*.py", "*_pb2*.pyi") for file in directory.rglob(pattern)]
    return {file.relative_to(directory): file.read_bytes() for file in files}


def main() -> int:
    """Bring the committed stubs up to date; nothing is touched when a proto does not compile."""
    with tempfile.TemporaryDirectory() as scratch:
        try:
            generate(PROTO, Path(scratch))
        except subprocess.CalledProcessError as error:
            print(error.stderr, file=sys.stderr)
            return 1
        fresh, committed = stubs(Path(scratch)), stubs(STUBS)
    for path in committed.keys() - fresh.keys():
        (STUBS / path).unlink()
    for path in sorted(path for path in fresh if fresh[path] != committed.get(path)):
        (STUBS / path).parent.mkdir(parents=True, exist_ok=True)
        (STUBS / path).write_bytes(fresh[path])
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
