"""A folder of src/ includes only the folders that its line in CMakeLists.txt names."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAYER = re.compile(r"^warploom_layer\((?P<arguments>[^)]*)\)", re.MULTILINE)
INCLUDE = re.compile(r'^\s*#\s*include\s*"(?P<path>[^"]+)"')
DOCUMENT_LINE = re.compile(r"^src/(?P<layer>\w+(?:/\w+)?)/ *(?P<edges>[\w/ ]*)$")


def read_cmake_table() -> dict[str, set[str]]:
    """Layer -> the layers it may include, from the warploom_layer() calls."""
    table = {}
    for call in LAYER.finditer((ROOT / "CMakeLists.txt").read_text()):
        name, *words = call["arguments"].split()
        edges = set()
        if "DEPENDS" in words:
            for word in words[words.index("DEPENDS") + 1 :]:
                if word.isupper():
                    break
                edges.add(word)
        table[name] = edges
    return table


def read_document_table() -> dict[str, set[str]]:
    """The copy of the table in docs/architecture.md: lines `src/NAME/  edge edge` in a fence."""
    table = {}
    fenced = False
    for line in (ROOT / "docs/architecture.md").read_text().splitlines():
        if line.startswith("```"):
            fenced = not fenced
        match = DOCUMENT_LINE.match(line.rstrip()) if fenced else None
        if match:
            table[match["layer"]] = set(match["edges"].split())
    return table


def layer_of(path: str) -> str:
    """ "synth/kit/grid.h" -> "synth/kit", "os/clock.h" -> "os"; "" for a path without a folder."""
    folders = path.split("/")[:-1]
    return next((name for n in (2, 1) if (name := "/".join(folders[:n])) in TABLE), "")


def used_layers(layer: str) -> set[str]:
    """The layers that the sources of a layer include."""
    used = set()
    for source in (ROOT / "src" / layer).rglob("*"):
        if source.suffix in (".h", ".cpp", ".def"):
            matches = map(INCLUDE.match, source.read_text().splitlines())
            used |= {layer_of(match["path"]) for match in matches if match}
    return used


def wrong_includes(layer: str, allowed: set[str]) -> list[str]:
    problems = []
    for source in sorted((ROOT / "src" / layer).rglob("*")):
        if source.suffix not in (".h", ".cpp", ".def"):
            continue
        for number, line in enumerate(source.read_text().splitlines(), start=1):
            match = INCLUDE.match(line)
            if not match:
                continue
            place = f"{source.relative_to(ROOT)}:{number}"
            folder = layer_of(match["path"])
            if not folder:
                problems.append(f'{place} includes "{match["path"]}" without its folder')
            elif folder not in allowed | {layer}:
                problems.append(f"{place} includes {match['path']}: no arrow {layer} -> {folder}")
    return problems


TABLE = read_cmake_table()


def test_table_is_read():
    assert {"base", "cli"} <= TABLE.keys(), "no warploom_layer() calls found in CMakeLists.txt"


@pytest.mark.parametrize("layer", sorted(TABLE))
def test_includes_follow_the_table(layer):
    problems = wrong_includes(layer, TABLE[layer])
    assert not problems, (
        "\n".join(problems)
        + f"\n{layer} may include: {' '.join(sorted(TABLE[layer])) or 'nothing'}. "
        "Move the code to where it belongs, or change DEPENDS in CMakeLists.txt together with "
        "docs/architecture.md."
    )


@pytest.mark.parametrize("layer", sorted(TABLE))
def test_every_arrow_is_used(layer):
    unused = sorted(TABLE[layer] - used_layers(layer))
    assert not unused, f"{layer} declares in CMakeLists.txt, but never includes: {unused}"


def test_only_tests_include_fakes():
    """Fakes are libraries of their own (cmake/layer.cmake) that no program links."""
    problems = []
    for source in sorted((ROOT / "src").rglob("*")):
        if source.suffix not in (".h", ".cpp") or source.name.startswith("fake_"):
            continue
        lines = [] if source.stem.endswith("_test") else source.read_text().splitlines()
        for number, line in enumerate(lines, start=1):
            match = INCLUDE.match(line)
            if match and Path(match["path"]).name.startswith("fake_"):
                problems.append(f"{source.relative_to(ROOT)}:{number} includes {match['path']}")
    assert not problems, "\n".join(problems)


def test_every_folder_is_a_layer():
    sources = [path.relative_to(ROOT / "src") for path in (ROOT / "src").rglob("*.cpp")]
    unknown = sorted(str(path) for path in sources if not layer_of(str(path)))
    assert not unknown, f"src/ has {unknown}, but CMakeLists.txt has no warploom_layer() for them"


def test_layers_form_no_circle():
    """A layer names only layers above its own line, so the table reads from the ground up."""
    seen = set()
    for layer, edges in TABLE.items():
        later = sorted(edges - seen)
        assert not later, (
            f"{layer} depends on {later}, which CMakeLists.txt names after it or never"
        )
        seen.add(layer)


def test_document_repeats_the_table():
    document = read_document_table()
    for layer in sorted(TABLE.keys() | document.keys()):
        assert document.get(layer) == TABLE.get(layer), (
            f"{layer}: CMakeLists.txt says {sorted(TABLE.get(layer, {'(no such layer)'}))}, "
            f"docs/architecture.md says {sorted(document.get(layer, {'(no such layer)'}))}; "
            "make them the same"
        )
