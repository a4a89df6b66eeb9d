"""Hostile data and names: one sentence and an exit code, in bounded time, nothing raw on a screen.

test/fuzz/ has what is below the commands: the readers alone, and inputs that fuzzing found.
"""

from __future__ import annotations

import json
import os
import pty
import resource
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import quick_worker
import zstandard
from cli_program import PROGRAM, complaint, run

GENERATE = ("generate", "-n", 4, "--no-progress", "--workers", 1)
ESCAPES = "\x1b[31mred\x1b]0;title\x07\u202e\x9b1m"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quick_worker.python_in(tmp_path_factory.mktemp("quick"))


def generated(python: Path, out: Path, formats: str) -> Path:
    done = run(*GENERATE, "-o", out, "--python", python, "--format", formats)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def originals(python: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("hostile")
    return {name: generated(python, folder / name, name) for name in ("json", "jsonl", "parquet")}


@pytest.fixture
def dataset(originals: dict[str, Path], tmp_path: Path) -> Path:
    """A dataset of JSON lines that a test may change."""
    return Path(shutil.copytree(originals["jsonl"], tmp_path / "out"))


def change(path: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    value = json.loads(path.read_text())
    edit(value)
    path.write_text(json.dumps(value))


def commands_on(folder: Path, python: Path) -> list[tuple[object, ...]]:
    """Every command that reads a dataset."""
    return [
        ("show", folder),
        ("coverage", folder),
        ("verify", folder, "--python", python, "--no-progress"),
        (
            *("bundle", folder, "--sample", 1, "-o", f"{folder}.tar.zst"),
            *("--python", python, "--no-progress"),
        ),
        (*GENERATE, "-o", folder, "--python", python, "--format", "jsonl"),
        ("audit", folder),
    ]


def set_request(key: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda manifest: manifest["request"].__setitem__(key, value)


def set_path(path: str) -> Callable[[dict[str, Any]], None]:
    return lambda manifest: manifest["files"][0].__setitem__("path", path)


MANIFESTS: dict[str, Callable[[dict[str, Any]], None]] = {
    "no targets": set_request("targets", []),
    "no formats": set_request("formats", []),
    "unknown target": set_request("targets", ["../.."]),
    "twice a target": set_request("targets", ["cpu", "cpu"]),
    "no kernels": set_request("count", 0),
    "many kernels": set_request("count", 2**64 - 1),
    "large seed": set_request("seed", 2**63),
    "unknown check": set_request("check", "\x1b[31m"),
    "a path that leaves": set_path("../../../../etc/passwd"),
    "a path of its own": set_path("/etc/passwd"),
    "a path through the folder": set_path("jsonl/../../x"),
    "no path": set_path(""),
    "no files": lambda manifest: manifest.__setitem__("files", {}),
    "another version": lambda manifest: manifest.__setitem__("format_version", 1),
}


@pytest.mark.parametrize("kind", MANIFESTS)
def test_a_hostile_manifest(kind: str, dataset: Path, python: Path) -> None:
    change(dataset / "manifest.json", MANIFESTS[kind])
    for command in commands_on(dataset, python):
        done = run(*command)
        text = complaint(done, done.returncode)
        assert done.returncode in (2, 4), (command, text)
        assert "manifest" in text
        assert "bug" not in text


NOT_JSON = {
    "deep": b"[" * 1_000_000,
    "deep objects": b'{"a":' * 1_000_000,
    "empty": b"",
    "not UTF-8": b'{"format_version": "\xff\xfe"}',
    "a number": b"1e999999",
    "twice a key": b'{"format_version":2,"format_version":2}',
    "a NUL": b"\0" * 4096,
}


@pytest.mark.parametrize("kind", NOT_JSON)
@pytest.mark.parametrize("name", ["manifest.json", ".warploom/request.json"])
def test_what_is_no_json(name: str, kind: str, dataset: Path, python: Path) -> None:
    path = dataset / name
    if not path.exists():
        shutil.rmtree(dataset)
        path.parent.mkdir(parents=True)
    path.write_bytes(NOT_JSON[kind])
    command = commands_on(dataset, python)[4 if "request" in name else 0]
    text = complaint(run(*command), 4)
    assert name in text


def shard_of(dataset: Path) -> Path:
    return next((dataset / "jsonl").glob("cpu-*"))


def run_with_memory(
    command: tuple[object, ...], megabytes: int
) -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

    return subprocess.run(
        [PROGRAM, *map(str, command)],
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=limit,
    )


@pytest.mark.parametrize("marked", [True, False])
def test_a_zstd_bomb(marked: bool, dataset: Path) -> None:
    """A shard of 100 kB that unpacks to 2 GB."""
    piece = bytes(1 << 20)
    compressor = zstandard.ZstdCompressor(write_content_size=marked).compressobj(
        size=2_000 << 20 if marked else -1
    )
    bomb = b"".join(compressor.compress(piece) for _ in range(2_000)) + compressor.flush()
    shard_of(dataset).write_bytes(bomb)
    began = time.monotonic()
    text = complaint(run_with_memory(("show", dataset), 1500), 4)
    assert "it would unpack to more than" in text
    assert time.monotonic() - began < 30


def test_a_parquet_bomb(originals: dict[str, Path], tmp_path: Path) -> None:
    """A shard of some 100 kB whose dictionary stands for 25 GB of text."""
    out = Path(shutil.copytree(originals["parquet"], tmp_path / "out"))
    shard = next((out / "data" / "cpu").iterdir())
    table = pq.read_table(shard)
    many = table.take([0] * 25_000)
    huge = pa.DictionaryArray.from_arrays(pa.array([0] * 25_000, pa.int32()), ["x" * (1 << 20)])
    column = table.schema.get_field_index("ir_forward")
    field = pa.field("ir_forward", huge.type, nullable=False)
    many = many.set_column(column, field, huge)
    pq.write_table(many, shard, compression="zstd", store_schema=False)
    assert shard.stat().st_size < 1_000_000
    began = time.monotonic()
    complaint(run_with_memory(("show", out), 2500), 4)
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("name", ["manifest.json", "jsonl"])
def test_a_file_larger_than_any_memory(name: str, dataset: Path) -> None:
    path = shard_of(dataset) if name == "jsonl" else dataset / name
    with path.open("wb") as file:
        file.truncate(1 << 43)
    text = complaint(run("show", dataset), 1)
    assert "memory" in text


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "link to nowhere"])
def test_a_shard_that_is_no_file(kind: str, dataset: Path) -> None:
    shard = shard_of(dataset)
    shard.unlink()
    if kind == "pipe":
        os.mkfifo(shard)
    elif kind == "folder":
        shard.mkdir()
    else:
        shard.symlink_to("/dev/zero" if kind == "device" else "/nowhere")
    done = run("show", dataset)
    assert str(shard) in complaint(done, done.returncode)
    assert done.returncode in (1, 4)


@pytest.mark.parametrize("form", ["json", "jsonl", "parquet"])
def test_shards_of_random_bytes(
    form: str, originals: dict[str, Path], tmp_path: Path, python: Path
) -> None:
    out = Path(shutil.copytree(originals[form], tmp_path / "out"))
    for path in [*out.rglob("*.json"), *out.rglob("*.zst"), *out.rglob("*.parquet")]:
        if path.name not in ("manifest.json", "stats.json"):
            path.write_bytes(bytes(range(256)) * 64)
    for command in commands_on(out, python)[:4]:
        assert "damaged" in complaint(run(*command), 4) or form == "json"


def on_terminal(*arguments: object) -> bytes:
    """What the program writes to a terminal."""
    reader, terminal = pty.openpty()
    program = subprocess.Popen(
        [PROGRAM, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=terminal,
        env={**os.environ, "NO_COLOR": "1", "TERM": "xterm"},
    )
    os.close(terminal)
    text = b""
    try:
        while piece := os.read(reader, 65536):
            text += piece
    except OSError:  # The end of a terminal.
        pass
    os.close(reader)
    program.wait(60)
    return text


def has_raw_escapes(text: bytes) -> bool:
    """Anything a terminal obeys but line ends, the clearing of a line, and UTF-8."""
    shown = text.replace(b"\r\n", b"").replace(b"\r\x1b[K", b"").decode()  # It is UTF-8.
    return any(ord(c) < 32 or 127 <= ord(c) < 160 or c == "\u202e" for c in shown)


TEXTS = ("python_code", "ir_forward", "ir_preamble", "entry_point", "category", "warp_version")


def test_no_raw_escapes_in_what_is_shown(dataset: Path, python: Path) -> None:
    shard = shard_of(dataset)
    text = zstandard.ZstdDecompressor().decompressobj().decompress(shard.read_bytes())
    lines = []
    for line in text.splitlines():
        sample = json.loads(line)
        for key in TEXTS:
            sample[key] = ESCAPES + sample[key]
        sample["features"] = [ESCAPES]
        lines.append(json.dumps(sample))
    shard.write_bytes(zstandard.compress(("\n".join(lines) + "\n").encode()))
    shown = on_terminal("show", dataset)
    assert b"\\x1b[31mred" in shown
    assert not has_raw_escapes(shown)
    for command in commands_on(dataset, python)[1:4]:
        assert not has_raw_escapes(on_terminal(*command)), command


NAMES = ["new\nline", "bell\x07", ESCAPES, "\udcff\udc9b"]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_printed_escaped(
    name: str, python: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (
        ("show", name),
        ("coverage", name),
        ("profile", f"./{name}"),
        (*GENERATE, "-o", f"{name}/\0".strip("\0"), "--python", python),
        (*GENERATE, "-o", f"{name}/", "--python", python),  # Nothing to do.
        ("synth", "-n", 2, "-o", f"{name}x"),
        ("synth", "-n", 2, "-o", f"{name}x"),
        ("gallery", "-n", 2, "-o", f"{name}.html", "--python", python),
        ("verify", name, "--import", f"{name}/none", "--python", python),
        ("generate", "-n", name),
        ("generate", f"--{name}"),
        (name,),
    ):
        shown = on_terminal(*command)
        assert shown
        assert not has_raw_escapes(shown), (command, shown)
    assert (tmp_path / name / "manifest.json").exists()


def test_what_a_worker_says_is_printed_escaped(tmp_path: Path) -> None:
    python = quick_worker.python_in(tmp_path)
    python.write_text(f"#!/bin/sh\nprintf '{ESCAPES}' >&2; exit 4\n")
    shown = on_terminal(*GENERATE, "-o", tmp_path / "out", "--python", python)
    assert b"red" in shown
    assert not has_raw_escapes(shown)


@pytest.mark.parametrize(
    "name",
    ['a"b', "a\\nb", "\\u001b[31m", "a|b", "`a`", "# a", "<b>", "", "x" * 65, "../x", "${x}", "ä"],
)
def test_profile_names_that_break_texts_are_refused(name: str, tmp_path: Path) -> None:
    profile = tmp_path / "mine.toml"
    quoted = name if "\\" in name else name.replace('"', '\\"')
    profile.write_text(f'name = "{quoted}"\n')
    text = complaint(run("profile", profile), 2)
    assert 'mine.toml:1: "name" must be a text of 1 to 64 letters' in text


def test_a_profile_is_printed_as_it_is_read(tmp_path: Path) -> None:
    profile = tmp_path / "mine.toml"
    profile.write_text('name = "Mine 2.0-b_c+d"\n')
    printed = run("profile", profile).stdout
    assert printed.startswith('name = "Mine 2.0-b_c+d"\n')
    profile.write_text(printed)
    assert run("profile", profile).stdout == printed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[types]]\n", "mine.toml:1: [[types]] makes a list; write [types], in single brackets"),
        ("types = 3\n", 'mine.toml:1: "types" is a section; write [types] on a line of its own'),
        ("[[size]]\n", "mine.toml:1: [[size]] makes a list; write [size], in single brackets"),
        ("[[sizes]]\n", "there is no section [sizes]; the nearest is [size]"),
        ("[types]\n[types]\n", "mine.toml:2: this is not TOML"),
        ("[types]\nfloat32 = nan\n", "must lie in"),
        ("a = " + "[" * 100_000, "this is not TOML"),
        ("\0", "this is not TOML"),
        ("\ufeff[types]\nnone = 1", 'has no key "none"'),
    ],
)
def test_a_profile_gets_an_answer_that_helps(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(text)
    assert words in complaint(run("profile", tmp_path / "mine.toml"), 2)


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_pipes_and_devices_are_neither_read_nor_written(
    kind: str, dataset: Path, python: Path, tmp_path: Path
) -> None:
    special = tmp_path / "special"
    if kind == "pipe":
        os.mkfifo(special)
    else:
        special.symlink_to("/dev/zero")
    for command in (
        ("verify", dataset, "--import", special),
        ("coverage", dataset, "--against", special),
        ("show", special),
        ("synth", "-n", 1, "-o", special),
        ("fuzz", "-n", 1, "-o", special, "--python", python),
        ("gallery", "-n", 1, "-o", special, "--python", python),
        ("bundle", dataset, "--sample", 1, "-o", special, "--python", python),
    ):
        done = run(*command)
        assert "special" in complaint(done, done.returncode), command
        assert done.returncode in (1, 2), command
    for arguments in ((special, "-o", tmp_path / "verdicts"),):
        program = PROGRAM.with_name("warploom-gpu-run")
        done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=60)
        assert "special" in complaint(done, 1)


HOSTILE_VERDICTS = {
    "empty": "",
    "no JSON": "PASS\n",
    "deep": "[" * 100_000,
    "foreign": '{"id":"wl-0","target":"cpu","device":"cpu","verdict":"PASS","detail":""}\n',
    "a device": '{"id":"x","target":"cpu","device":"\x1b[31m","verdict":"PASS","detail":""}\n',
    "a verdict": '{"id":"x","target":"cpu","device":"cpu","verdict":"GOOD","detail":""}\n',
}


@pytest.mark.parametrize("kind", HOSTILE_VERDICTS)
def test_verdicts_from_elsewhere(kind: str, dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "verdicts").write_text(HOSTILE_VERDICTS[kind])
    complaint(run("verify", dataset, "--import", tmp_path / "verdicts"), 4)
    assert not (dataset / "verdicts.jsonl").exists()
