"""Content security policy of the pages."""

import base64
import hashlib
from pathlib import Path

import pytest
from api_gateway.web import IMMUTABLE, WebApp, policy_of
from starlette.responses import FileResponse


def sha256(script: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"


def test_every_inline_script_is_allowed_by_its_hash_and_no_other() -> None:
    inline, multiline = b"self.__next_f.push([1])", b'\nlet a = "<b>";\n'
    html = b'<script src="/a.js" async=""></script><script>%b</script><SCRIPT id="x">%b</SCRIPT>' % (inline, multiline)
    policy = policy_of(html)
    directive = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert sorted(directive.split()[1:]) == sorted(["'self'", sha256(inline), sha256(multiline)])


def test_a_page_without_scripts() -> None:
    assert "script-src 'self';" in policy_of(b"<p>nothing</p>")


@pytest.mark.parametrize(("path", "status"), [("site", 200), ("nowhere", 404)])
async def test_every_page_may_load_its_own_files_also_the_one_for_what_does_not_exist(
    tmp_path: Path, path: str, status: int
) -> None:
    for name in ("site.html", "404.html"):
        (tmp_path / name).write_text("<script>1</script>")
    scope = {"type": "http", "method": "GET", "path": f"/{path}", "headers": []}
    response = await WebApp(tmp_path).get_response(path, scope)
    assert response.status_code == status
    assert sha256(b"1") in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("page", "reaches"), [("pos/index.html", True), ("reference/index.html", False)])
async def test_pages_reach_what_stands_at_a_till(tmp_path: Path, page: str, reaches: bool) -> None:
    (tmp_path / page).parent.mkdir()
    (tmp_path / page).write_text("<p>page</p>")
    scope = {"type": "http", "method": "GET", "path": f"/{page}", "headers": []}
    headers = (await WebApp(tmp_path).get_response(page, scope)).headers
    policy = headers["Content-Security-Policy"]
    assert ("connect-src 'self' http://127.0.0.1:* http://localhost:*;" in policy) is reaches
    assert ("script-src 'self' 'wasm-unsafe-eval';" in policy) is reaches
    assert ("camera=(self)" in headers.get("Permissions-Policy", "")) is reaches


async def test_the_service_worker_may_fetch_what_it_keeps_and_is_looked_for_each_time(tmp_path: Path) -> None:
    (tmp_path / "pos").mkdir()
    (tmp_path / "pos" / "sw.js").write_text("1")
    scope = {"type": "http", "method": "GET", "path": "/pos/sw.js", "headers": []}
    headers = (await WebApp(tmp_path).get_response("pos/sw.js", scope)).headers
    assert "connect-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Service-Worker-Allowed"] == "/pos/"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Content-Type"].startswith("text/javascript")


def test_pages_take_workers_and_manifests_of_their_own_only() -> None:
    policy = policy_of(b"").split("; ")
    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("gzip, deflate, br, zstd", True), ("br;q=1.0", True), ("gzip", False), ("brx", False), ("", False)],
)
async def test_who_takes_brotli_gets_what_the_build_compressed(tmp_path: Path, accepted: str, packed: bool) -> None:
    folder = tmp_path / "_next" / "static"
    folder.mkdir(parents=True)
    (folder / "a.js").write_bytes(b"plain")
    (folder / "a.js.br").write_bytes(b"packed")
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/_next/static/a.js",
        "headers": [(b"accept-encoding", accepted.encode())],
    }
    response = await WebApp(tmp_path).get_response("_next/static/a.js", scope)
    assert isinstance(response, FileResponse)
    assert str(response.path).endswith("a.js.br" if packed else "a.js")
    assert response.headers.get("Content-Encoding") == ("br" if packed else None)
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Cache-Control"] == IMMUTABLE
    assert response.headers["Vary"] == "Accept-Encoding"
