"""`make docs`, which is `python -m tools.docs`: writes every generated document."""

from pathlib import Path

from tools.docs import erd, metrics
from tools.docs.write import deployment, documents, platform

if __name__ == "__main__":
    for name, content in (documents(platform(Path())) | deployment(Path()) | metrics.documents(Path())).items():
        Path(name).write_text(content)
    erd.write(Path())
