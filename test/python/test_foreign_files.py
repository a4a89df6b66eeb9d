"""What warploom did not make stays as it is, and no link leads it out of OUT."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import quick_worker
from cli_program import complaint, files_of, run

FORMATS = {"parquet": "data", "json": "json", "jsonl": "jsonl"}


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quick_worker.python_in(tmp_path_factory.mktemp("quick"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder in which a run was just begun."""
    folder = tmp_path / "out"
    (folder / ".warploom").mkdir(parents=True)
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of the user's, with names that warploom uses as well."""
    folder = tmp_path / "elsewhere"
    for name in ("notes.txt", "cpu/000/notes.txt", "000/notes.txt", "chunk-000000.jsonl.zst"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"my own {name}\n")
    return folder


def generate(python: Path, out: Path) -> subprocess.CompletedProcess[str]:
    return run(
        *("generate", "-n", 8, "-o", out, "--python", python, "--no-progress"),
        *("--format", ",".join(FORMATS)),
    )


def test_notes_in_the_work_folder_stay(python: Path, out: Path) -> None:
    mine = {"notes.txt": b"1", "chunk-000000.jsonl.zst.bak": b"2", "deep/chunk-000001": b"3"}
    for name, text in mine.items():
        (out / ".warploom" / name).parent.mkdir(exist_ok=True)
        (out / ".warploom" / name).write_bytes(text)
    done = generate(python, out)
    assert done.returncode == 0, done.stderr
    assert "is not warploom's" in done.stderr
    assert (out / "manifest.json").exists()
    assert files_of(out / ".warploom") == mine


def test_a_folder_named_like_a_chunk_stays(python: Path, out: Path) -> None:
    (out / ".warploom" / "chunk-000099.jsonl.zst").mkdir()
    assert generate(python, out).returncode == 0
    assert (out / ".warploom" / "chunk-000099.jsonl.zst").is_dir()


@pytest.mark.parametrize(
    "name",
    [
        ".warploom",
        *FORMATS.values(),
        "data/cpu",
        "jsonl/cuda",
        "json/cpu",
        "json/cuda/000",
        ".warploom/lock",
        ".warploom/journal",
        ".warploom/request.json",
        ".warploom/chunk-000000.jsonl.zst",
    ],
)
def test_links_are_refused(name: str, python: Path, out: Path, elsewhere: Path) -> None:
    before = files_of(elsewhere)
    link = out / name
    if link.is_dir():
        link.rmdir()
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(elsewhere / "notes.txt" if "/" in name and "." in name else elsewhere)
    text = complaint(generate(python, out), 2)
    assert "symbolic link" in text
    assert files_of(elsewhere) == before
    assert link.is_symlink()


@pytest.mark.parametrize("name", ["README.md", "stats.json"])
def test_no_file_is_written_through_a_link(
    name: str, python: Path, out: Path, elsewhere: Path
) -> None:
    """Neither under a file's own name, which is replaced, nor under the one it has before."""
    mine = elsewhere / "notes.txt"
    before = mine.read_bytes()
    for link in (out / name, out / f"{name}.tmp"):
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(mine)
    assert "symbolic link" in complaint(generate(python, out), 1)
    (out / f"{name}.tmp").unlink(missing_ok=True)
    assert generate(python, out).returncode == 0
    assert not (out / name).is_symlink()
    assert mine.read_bytes() == before


def test_notes_among_json_files_stop_the_run(python: Path, out: Path) -> None:
    notes = out / "json" / "cpu" / "000" / "notes.txt"
    notes.parent.mkdir(parents=True)
    notes.write_text("mine")
    assert "notes.txt in it is not warploom's" in complaint(generate(python, out), 2)
    assert notes.read_text() == "mine"
    notes.unlink()
    assert generate(python, out).returncode == 0


def test_out_itself_may_be_a_link(python: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real")
    assert generate(python, tmp_path / "out").returncode == 0
    assert (tmp_path / "real" / "manifest.json").exists()


@pytest.mark.parametrize("kind", ["pipe", "device", "file"])
def test_what_is_no_folder_is_refused(kind: str, python: Path, tmp_path: Path) -> None:
    path = Path("/dev/null") if kind == "device" else tmp_path / "out"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "file":
        path.write_text("mine")
    assert str(path) in complaint(generate(python, path), 2)


@pytest.mark.parametrize("name", [".warploom/journal", ".warploom/lock", "README.md.tmp"])
def test_a_pipe_inside_is_refused_and_not_waited_for(name: str, python: Path, out: Path) -> None:
    os.mkfifo(out / name)
    assert name in complaint(generate(python, out), 1)


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_an_input_that_is_no_file_is_refused(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "profile.toml"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    assert "not a file" in complaint(run("profile", path), 1)


@pytest.mark.parametrize("path", ["missing/../y", "y/", "./y//", "a/b/../../y"])
def test_paths_are_taken_as_written(
    path: str, python: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert generate(python, Path(path) if not path.endswith("/") else path).returncode == 0
    assert (tmp_path / "y" / "manifest.json").exists()
