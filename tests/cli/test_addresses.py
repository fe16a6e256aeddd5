"""PATH as an address: fetched through the safe gate, from the own network only when a setting names the host."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.cli.conftest import PAGE, Shell
from tests.cli.test_listing_to_piece import DOORS, is_whole
from tests.intake.attacks import ALL

_HTML = """<!doctype html><html><head><title>The Quiet Ledger</title></head><body><article><h1>The Quiet Ledger</h1>
<p>By Ada Brightwater</p>{}</article></body></html>"""


_ADA = {"utf-8": "Ada", "cp1251": "Ада"}


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        paragraphs = PAGE.read_text("utf-8").splitlines()[4:6] * 2
        page = _HTML.format("".join(f"<p>{text} {number}</p>" for number, text in enumerate(paragraphs)))
        charset = "cp1251" if "cyrillic" in self.path else "utf-8"
        body = b"nothing" if "gone" in self.path else page.replace("Ada", _ADA[charset]).encode(charset)
        body = DOORS["a.html"]() if "caution" in self.path else body
        self.send_response(404 if "gone" in self.path else 200)
        self.send_header("Content-Type", f"text/html; charset={charset}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Tests are silent."""


@pytest.fixture
def host() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        serving.join()


def test_a_page_is_read_from_its_address(docent: Shell, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FETCH_ALLOW_PRIVATE", host)
    (record,) = docent("read", f"http://{host}/ledger").lines
    assert (record["title"], record["source"]) == ("The Quiet Ledger", "url")
    assert docent("import", f"http://{host}/ledger").code == 0
    assert docent("import", f"http://{host}/ledger?utm_source=mail", "--json").lines[0]["error"]["code"] == "duplicate"
    assert docent("import", f"http://{host}/gone", "--json").lines[0]["error"]["code"] == "unreachable"


def test_a_page_is_read_in_the_encoding_that_its_header_names(
    docent: Shell, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FETCH_ALLOW_PRIVATE", host)
    (record,) = docent("read", f"http://{host}/cyrillic").lines
    assert record["authors"] == ["Ада Brightwater"]


def test_a_listed_piece_is_completed_from_its_address(
    filled: Shell, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FETCH_ALLOW_PRIVATE", host)
    (done,) = filled("import", f"http://{host}/caution", "--json").lines
    assert (done["status"], done["id"]) == ("completed", 3)
    is_whole(filled)


@pytest.mark.parametrize("command", ["import", "read"])
def test_the_own_network_is_refused_unless_it_is_named(docent: Shell, host: str, command: str) -> None:
    said = docent(command, f"http://{host}/ledger", "--json")
    assert said.code == 1
    assert said.lines[0]["error"]["code"] == "refused_address"
    assert docent("list").out == ""


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("ftp://example.org/a", "invalid_url"),
        ("https://", "invalid_url"),
        ("http://169.254.169.254/latest", "refused_address"),
        ("http://[::1]/", "refused_address"),
    ],
)
def test_what_is_no_address_of_a_page(docent: Shell, address: str, code: str) -> None:
    said = docent("import", address, "--json")
    assert (said.code, said.lines[0]["error"]["code"]) == (1, code)


# Bare words are names of files, and no shell hands over a null.
_FILES = ("schemes-word", "schemes-no-scheme")
_TYPED = [url for name, url in ALL.items() if url and name not in _FILES and "\0" not in url]


@pytest.mark.parametrize("command", [("read",), ("import",), ("import", "--dry-run"), ("feed", "add")], ids=" ".join)
def test_no_attack_comes_in_by_a_command(docent: Shell, command: tuple[str, ...]) -> None:
    said = docent(*command, "--json", *_TYPED)
    codes = {line["input"]: line["error"]["code"] for line in said.lines}
    assert said.code == 1
    assert len(said.lines) == len(_TYPED)
    assert {url: code for url, code in codes.items() if code not in ("invalid_url", "refused_address")} == {}
    assert docent("list").out == ""
    assert docent("feed", "list").out == ""


def test_a_file_may_have_a_name_like_an_address(docent: Shell, folder: Path) -> None:
    (folder / "memo:one.txt").write_text(PAGE.read_text("utf-8"), "utf-8")
    assert docent("read", "memo:one.txt").code == 0
    missing = docent("read", "Report: final.txt", "--json")
    assert missing.lines[0]["error"]["code"] == "not_found"


def test_an_empty_name_is_a_mistake(docent: Shell, folder: Path) -> None:
    (folder / "page.txt").write_text(PAGE.read_text("utf-8"), "utf-8")
    assert docent("import", "").code == 2
    assert docent("read", "a" * 5000, "--json").lines[0]["error"]["code"] == "unreadable"
