"""The gallery page: whole in itself, and true to what synth and generate give."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from cli_program import complaint, files_of, run, run_well

COUNT = 12


class Page(HTMLParser):
    """What a browser would find: attributes of every tag, text of every pane, the script."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.cards: list[dict[str, str]] = []
        self.panes: list[dict[str, str]] = []  # One dict for each card: kind -> code.
        self.attributes: list[tuple[str, str, str | None]] = []
        self.script = ""
        self._kind = ""
        self._inside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value) for name, value in attrs]
        given = dict(attrs)
        self._inside.append(tag)
        if tag == "article":
            self.cards.append(given)
            self.panes.append({})
        elif tag == "section":
            self._kind = given["data-kind"]
        elif tag == "pre":
            self.panes[-1][self._kind] = ""

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "pre" in self._inside:
            self.panes[-1][self._kind] += data
        elif "script" in self._inside:
            self.script += data


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gallery") / "page.html"
    run_well("gallery", "-n", COUNT, "-o", path, "--no-progress", "--workers", 1)
    return path


@pytest.fixture(scope="module")
def page(file: Path) -> Page:
    return Page(file.read_text())


def test_needs_no_network(page: Page) -> None:
    links = {value for _, name, value in page.attributes if name in ("src", "href")}
    assert links == {f"#{card['id']}" for card in page.cards}
    assert not any(tag in ("link", "iframe", "img") for tag, _, _ in page.attributes)
    assert "http" not in page.script


def test_shows_what_synth_draws(page: Page, tmp_path: Path) -> None:
    run_well("synth", "-n", COUNT, "-o", tmp_path / "python")
    drawn = [text.decode() for text in files_of(tmp_path / "python").values()]
    assert [pane["python"] for pane in page.panes] == drawn


def test_shows_what_generate_gives(page: Page, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_well("generate", "-n", COUNT, "-o", out, "--check", "codegen", "--format", "json")
    found = 0
    for path in out.glob("json/*/*/*.json"):
        sample = json.loads(path.read_text())
        place = [card["id"] for card in page.cards].index(sample["id"])
        code = page.panes[place][sample["target"]]
        assert code.endswith(sample["ir_forward"].rstrip("\n") + "\n")
        assert sample["ir_preamble"] in code
        assert page.cards[place]["data-category"] == sample["category"]
        found += 1
    assert found == 2 * COUNT


def test_same_request_same_bytes(file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.html"
    run_well("gallery", "-n", COUNT, "-o", again, "--workers", 2, "--no-progress")
    assert again.read_bytes() == file.read_bytes()


def test_categories_and_json(tmp_path: Path) -> None:
    file = tmp_path / "loops.html"
    text = run_well("gallery", "-n", 3, "-o", file, "--categories", "loops", "--seed", 4, "--json")
    summary = json.loads(text)
    assert text.count("\n") == 1
    assert summary["categories"] == {"loops": 3}
    assert summary["bytes"] == file.stat().st_size
    assert {card["data-category"] for card in Page(file.read_text()).cards} == {"loops"}


def test_only_a_gallery_is_written_over(tmp_path: Path) -> None:
    file = tmp_path / "thesis.html"
    file.write_text("<html>years of work</html>")
    assert "no gallery" in complaint(run("gallery", "-n", 2, "-o", file), 2)
    assert "years of work" in file.read_text()


def test_filters_find_every_category(page: Page) -> None:
    chips = {
        value for tag, name, value in page.attributes if (tag, name) == ("button", "data-category")
    }
    assert chips == {""} | {card["data-category"] for card in page.cards}


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_script_is_javascript(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "page.js"
    file.write_text(page.script)
    assert re.search(r"\bclipboard\b", page.script)
    subprocess.run(["node", "--check", str(file)], check=True)
