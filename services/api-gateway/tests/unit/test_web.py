"""Content security policy of the pages."""

import base64
import hashlib

from api_gateway.web import policy_of


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
