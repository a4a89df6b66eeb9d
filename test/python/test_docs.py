"""The documents say what is so: links and paths lead somewhere, and counts are today's."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)#\s]+)(#[^)]*)?\)")
CODE = re.compile(r"`(?P<text>[^`]+)`")
# Words in backticks that name a place in the repository: they begin at its top, or in src/.
PLACE = re.compile(r"^[\w.*-]+(/[\w.*-]+)*/?$")
ELSEWHERE = re.compile(
    r"DESIGN\.md|STYLE\.md|(?<![\w/])shared/|\bissues? #?\d+|\.scratch/"  # Not in the repository.
    r"|(?<![\w.~$])/(home|root|work|tmp|Users|mnt|opt)/"  # Of one machine.
)


def our_files() -> set[str]:
    """Files that git knows or would add."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {name for name in done.stdout.splitlines() if (ROOT / name).is_file()}


FILES = our_files()
FOLDERS = {str(folder) for name in FILES for folder in Path(name).parents} - {"."}
DOCUMENTS = sorted(name for name in FILES if name.endswith(".md"))


def prose(document: str) -> Iterator[tuple[str, str]]:
    """FILE:LINE and text of each line outside of fences and indented code."""
    fenced = False
    for number, line in enumerate((ROOT / document).read_text().splitlines(), start=1):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced and not line.startswith("    "):
            yield f"{document}:{number}", line


def exists(place: str, anywhere: bool = False) -> bool:
    """Whether a file or folder has this path; `*` and capital words stand for any name.

    `anywhere`: the path may begin in any folder, as `tiles.h` does in running text.
    """
    pattern = re.sub(r"\\\*|VERSION|NAME", "[^/]*", re.escape(place.rstrip("/")))
    names = FOLDERS if place.endswith("/") else FILES | FOLDERS
    start = r"(.*/)?" if anywhere else ""
    return any(re.fullmatch(start + pattern, name) for name in names)


def names_a_place(text: str) -> bool:
    """A path that begins with a folder of ours, or ends as only source files do."""
    if not PLACE.match(text) or text.startswith(("warp/", "native/")):  # Warp's own.
        return False
    tops = {name.split("/")[0] for name in FILES if "/" in name}
    layers = {name.split("/")[1] for name in FILES if name.startswith("src/")}
    begins = "/" in text and text.split("/")[0] in tops | layers
    return begins or bool(re.search(r"\w\.(h|cpp|def|sh|toml)$", text))


def missing_links(document: str) -> list[str]:
    problems = []
    for place, line in prose(document):
        for match in LINK.finditer(line):
            target = match["target"]
            if "://" in target:
                continue
            path = (ROOT / document).parent.joinpath(target).resolve()
            if not path.is_relative_to(ROOT) or not exists(str(path.relative_to(ROOT))):
                problems.append(f"{place}: the link {target} leads nowhere")
    return problems


def missing_places(document: str) -> list[str]:
    problems = []
    for place, line in prose(document):
        for match in CODE.finditer(line):
            for word in match["text"].split():
                if names_a_place(word) and not exists(word, anywhere=True):
                    problems.append(f"{place}: there is no {word}")
    return problems


def mentions_of_elsewhere(document: str) -> list[str]:
    return [
        f"{document}:{number}: {match[0]!r} is not in the repository"
        for number, line in enumerate((ROOT / document).read_text().splitlines(), start=1)
        for match in ELSEWHERE.finditer(line)
    ]


@pytest.mark.parametrize("check", [missing_links, missing_places, mentions_of_elsewhere])
def test_what_a_document_names_is_there(check: Callable[[str], list[str]]) -> None:
    problems = [problem for document in DOCUMENTS for problem in check(document)]
    assert not problems, "\n".join(problems)


COMMENT = re.compile(r"(//|#(?!\s*include))(?P<text>.*)")
SOURCE_NAME = re.compile(r"(?<![\w*])[a-z_]\w*\.(cpp|h|def|py|md|tsv|toml|cmake)\b")
# What a comment may name although the repository has none: files that the program or a worker
# writes, and other people's.
NOT_OURS = {"cuda.h", "kernel.cpp", "kernel.py", "k000012_integrate.py", "report.md", "show.py"}


def known_files() -> set[str]:
    """The names of our files and of Warp's."""
    warp = Path(importlib.util.find_spec("warp").origin).parent
    return {Path(name).name for name in FILES} | {path.name for path in warp.rglob("*.*")}


def missing_files_of_comments(name: str, known: set[str]) -> list[str]:
    return [
        f"{name}:{number}: there is no {match[0]}"
        for number, line in enumerate((ROOT / name).read_text().splitlines(), start=1)
        if (comment := COMMENT.search(line))
        for match in SOURCE_NAME.finditer(comment["text"])
        if match[0] not in known | NOT_OURS
    ]


def test_files_that_comments_name_are_there() -> None:
    known = known_files()
    sources = sorted(name for name in FILES if name.startswith(("src/", "python/", "cmake/")))
    problems = [
        problem
        for name in sources
        if name.endswith((".h", ".cpp", ".def", ".py", ".cmake"))
        for problem in missing_files_of_comments(name, known)
    ]
    assert not problems, "\n".join(problems)


def table_folders(heading: str, document: str) -> set[str]:
    """First column of the table below a heading, without backticks and slashes."""
    text = (ROOT / document).read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    return {name.strip("/") for name in re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)}


def test_architecture_tells_every_folder() -> None:
    told = table_folders("The folders of src/", "docs/architecture.md")
    layers = re.findall(
        r"^warploom_layer\(([\w/]+)", (ROOT / "CMakeLists.txt").read_text(), re.MULTILINE
    )
    assert told == set(layers)
    told = {
        name.split("/")[0] for name in table_folders("The other folders", "docs/architecture.md")
    }
    here = {name.split("/")[0] for name in FILES if "/" in name and not name.startswith(".")}
    assert told == here - {"src", "docs"}


def number_of(name: str, pattern: str) -> int:
    """Matches in the one file of src/ that has this name, wherever it lies."""
    (path,) = (ROOT / "src").rglob(name)
    return len(re.findall(pattern, path.read_text(), re.MULTILINE))


# What documents count: the noun that follows the number, and the number as the sources have it.
COUNTED: dict[str, Callable[[], int]] = {
    "families": lambda: number_of("families.def", r"^WARPLOOM_FAMILY\("),
    "motifs": lambda: number_of("motifs.def", r"^WARPLOOM_MOTIF\("),
    "constructs": lambda: number_of("syntax_features.def", r"^WARPLOOM_SYNTAX\("),
    "profiles": lambda: len(list((ROOT / "profiles").glob("*.toml"))),
    "findings": lambda: len(list((ROOT / "test/python/findings").glob("*.py"))),
    "file tests": lambda: len(list((ROOT / "test/files").glob("*.txt"))),
    "overloads": lambda: number_of_overloads(),
    "layers": lambda: len({name.split("/")[1] for name in FILES if name.startswith("src/")}),
}


def number_of_overloads() -> int:
    (table,) = (ROOT / "data").glob("overloads-*.tsv")
    return len(table.read_text().splitlines()) - 2  # Two lines of heading.


def wrong_counts(document: str) -> list[str]:
    problems = []
    for place, line in prose(document):
        for match in re.finditer(rf"\b(\d[\d,]*) ({'|'.join(COUNTED)})\b", line):
            stated, counted = int(match[1].replace(",", "")), COUNTED[match[2]]()
            if stated != counted:
                problems.append(f"{place} says {match[0]}; there are {counted}")
    return problems


def test_counts_are_those_of_the_sources() -> None:
    problems = [problem for document in DOCUMENTS for problem in wrong_counts(document)]
    assert not problems, "\n".join(problems)


def stated(document: str, pattern: str) -> list[int]:
    """The numbers of the one place where a document says this."""
    (match,) = re.finditer(pattern, (ROOT / document).read_text())
    return [int(number.replace(",", "")) for number in match.groups()]


def test_coverage_table_counts_what_the_sources_have() -> None:
    quality = "docs/quality.md"
    (all_overloads,) = stated(quality, r"overloads called by [\d,]+ default kernels, of ([\d,]+)")
    assert all_overloads == number_of_overloads()
    (reached,) = stated(quality, r"of the ([\d,]+) that are not left out")
    (left_out,) = stated(quality, r"\| left out, each with its reason \| ([\d,]+)")
    assert reached + left_out == all_overloads
    shown, constructs = stated(quality, r"constructs shown by .* \| ([\d,]+) of ([\d,]+)")
    assert shown <= constructs == COUNTED["constructs"]()


def test_every_finding_is_told() -> None:
    told = set(
        re.findall(r"\((\S+findings/\w+\.py)\)", (ROOT / "docs/warp_findings.md").read_text())
    )
    assert {Path(link).stem for link in told} == {
        path.stem for path in (ROOT / "test/python/findings").glob("*.py")
    }


def test_readme_says_what_quickstart_does() -> None:
    (kernels,) = stated("README.md", r"generates ([\d,]+) kernels")
    assert f"count={kernels}\n" in (ROOT / "quickstart").read_text()


def test_checks_find_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document in which everything is wrong, and one line that is right."""
    (tmp_path / "bad.md").write_text(
        "[gone](docs/gone.md) and [here](docs/format.md)\n"
        "`src/gone/` and `tools/gone.py`, `src/cli/` and `word/other`\n"
        "as DESIGN.md says, in /home/me/warploom\n"
        "1,234 profiles\n"
        "```\n[in a fence](nowhere.md)\n```\n"
    )
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    assert missing_links("bad.md") == ["bad.md:1: the link docs/gone.md leads nowhere"]
    assert missing_places("bad.md") == [
        "bad.md:2: there is no src/gone/",
        "bad.md:2: there is no tools/gone.py",
    ]
    assert [text.split(": ")[0] for text in mentions_of_elsewhere("bad.md")] == ["bad.md:3"] * 2
    assert wrong_counts("bad.md") == ["bad.md:4 says 1,234 profiles; there are 0"]
    (tmp_path / "bad.cpp").write_text('#include "gone.h"\n// As in gone.h and in here.h.\n')
    assert missing_files_of_comments("bad.cpp", {"here.h"}) == ["bad.cpp:2: there is no gone.h"]
