"""Which files belong to the repository."""

import subprocess
from collections.abc import Iterator
from pathlib import Path


def repository_files(root: Path) -> Iterator[Path]:
    """Every file git knows or would add, relative to root, in order."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    names = sorted(set(filter(None, listed.split("\0"))))
    return (Path(name) for name in names if (root / name).is_file())


def is_test(path: Path) -> bool:
    """True below a directory of tests."""
    return "tests" in path.parts or path.name.endswith((".test.ts", ".test.tsx", ".spec.ts"))


def is_generated(path: Path) -> bool:
    """True for protobuf stubs, the API client, and files that say so in their name."""
    if path.is_relative_to("clients/python/motorway_client"):
        return True
    return path.name.endswith((".pyi", ".d.ts")) or "_pb2" in path.name or ".generated." in path.name
