"""`python -m tools.docs` writes docs/events.md and docs/asyncapi.yaml."""

from pathlib import Path

from tools.docs.write import documents, platform

if __name__ == "__main__":
    for name, content in documents(platform(Path())).items():
        Path(name).write_text(content)
