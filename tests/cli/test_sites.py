"""Invented pages in the markup that sites really have, served over HTTP and read by their address.

`tests/sites/pages` are pieces, each with the fields it should give in the JSON beside it; `near` are pieces that speak
of walls or stand beside them; `walls` are pages that are served, with status 200, in a piece's place.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, Shell

SITES = ROOT / "tests" / "sites"


class _Site(SimpleHTTPRequestHandler):
    def guess_type(self, path: Any) -> str:
        return "text/html"  # no charset: the page tells its own, or nobody does

    def log_message(self, format: str, *arguments: object) -> None:
        """Tests are silent."""


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Site, directory=str(SITES))) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        name = f"127.0.0.1:{server.server_address[1]}"
        monkeypatch.setenv("FETCH_ALLOW_PRIVATE", name)
        yield name
        server.shutdown()
        serving.join()


def _names(folder: str) -> list[Path]:
    return sorted((SITES / folder).glob("*.html"))


def _field(record: dict[str, Any], name: str) -> Any:
    return [item["title"] for item in record["related"]] if name == "related" else record[name]


@pytest.mark.parametrize("page", _names("pages") + _names("near"), ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_a_page_gives_its_record(docent: Shell, host: str, page: Path) -> None:
    (record,) = docent("read", f"http://{host}/{page.parent.name}/{page.name}").lines
    expected = json.loads(page.with_suffix(".json").read_text("utf-8"))
    assert {name: _field(record, name) for name in expected} == expected


@pytest.mark.parametrize("page", _names("walls"), ids=lambda page: page.stem)
def test_a_wall_is_refused_and_nothing_is_kept(docent: Shell, host: str, page: Path) -> None:
    said = docent("import", f"http://{host}/walls/{page.name}", "--json")
    assert [line["error"]["code"] for line in said.lines] == ["blocked_page"]
    assert docent("list").out == ""
