"""The command line: every wrong use is one clear sentence and exit code 2, and writes nothing."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
import time
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from cli_program import PROGRAM, complaint, files_of, run, run_well, start

COMMANDS = (
    "generate",
    "synth",
    "gallery",
    "fuzz",
    "show",
    "audit",
    "coverage",
    "verify",
    "profile",
    "categories",
    "doctor",
)

# Arguments ("OUT" stands for a fresh folder), and words that the one sentence must have.
WRONG_USES = [
    ("", "generate, synth, gallery, fuzz, show"),
    ("genrate -n 5 -o OUT", 'nearest is "generate"'),
    ("--seed 3 generate -n 5 -o OUT", "no option --seed before a command"),
    ("generate -n 5 -o OUT --sede 3", "--seed"),
    ("generate -n 5 -o OUT --sede=3", "--seed"),
    ("generate -x", "no option -x"),
    ("generate -n 5 -o OUT extra", "extra"),
    ("generate -n 5 -o OUT --json=3", "json"),
    ("generate", "needs -n"),
    ("generate -n 5", "needs -o"),
    ("generate -n 5 -o", "needs a value"),
    ("generate -o OUT -n", "needs a value"),
    ("generate -n 5 -n 6 -o OUT", "more than once"),
    ("generate -n 0 -o OUT", "-n takes a whole number from 1"),
    ("generate -n -5 -o OUT", '"-5"'),
    ("generate -n five -o OUT", '"five"'),
    ("generate -n 5.5 -o OUT", '"5.5"'),
    ("generate -n 1e3 -o OUT", '"1e3"'),
    ("generate -n 0x10 -o OUT", '"0x10"'),
    ("generate -n 99999999999999999999999 -o OUT", "-n takes a whole number"),
    ("generate -n 5 -o OUT --seed -1", "--seed takes a whole number"),
    ("generate -n 5 -o OUT --seed 9223372036854775808", "--seed takes a whole number"),
    ("generate -n 5 -o OUT --workers 0", "--workers takes a whole number"),
    ("generate -n 5 -o OUT --workers many", '"many"'),
    ("generate -n 5 -o OUT --targets gpu", 'nearest is "cpu"'),
    ("generate -n 5 -o OUT --targets ,", "at least one"),
    ("generate -n 5 -o OUT --format jsno", 'nearest is "json"'),
    ("generate -n 5 -o OUT --include ptxx", 'nearest is "ptx"'),
    ("generate -n 5 -o OUT --check compil", 'nearest is "compile"'),
    ("generate -n 5 -o OUT --profile defualt", 'nearest is "default"'),
    ("generate -n 5 -o OUT --profile no/such.toml", "no profile file no/such.toml"),
    ("generate -n 5 -o OUT --categories lops", 'nearest is "loops"'),
    ("generate -n 5 -o OUT --categories ,", "--categories needs"),
    ("generate -n 5 -o /etc/passwd", "/etc/passwd"),
    ("synth -n 0 -o OUT", "-n takes a whole number"),
    ("synth -n 5 -o /etc/passwd", "it is a file"),
    ("synth -n 5 -o OUT --targets cpu", "synth has no option --targets"),
    ("gallery", "gallery needs -o PAGE"),
    ("fuzz -n 3", "fuzz needs -o FOLDER"),
    ("fuzz -n 0 -o x", "-n takes a whole number from 1"),
    ("gallery -n 0 -o OUT", "-n takes a whole number from 1"),
    ("gallery -o /etc/passwd", "the file is no gallery page"),
    ("gallery -o /etc", "it is a folder"),
    ("gallery -o OUT --categories lops", 'nearest is "loops"'),
    ("gallery -o OUT --format json", "gallery has no option --format"),
    ("show", "show needs OUT"),
    ("show OUT", "there is none"),
    ("generate -n 5 -o OUT --hold-out lops", 'nearest is "loops"'),
    ("generate -n 5 -o OUT --hold-out loops --categories loops", "nothing is left to train on"),
    ("generate -n 5 -o OUT --hold-out atlas --categories loops", "no kernels of this kind"),
    ("audit", "audit needs OUT"),
    ("audit OUT", "there is none"),
    ("coverage", "coverage needs OUT"),
    ("coverage OUT", "there is none"),
    ("coverage OUT --left-uot", "nearest is --left-out"),
    ("coverage OUT more", "more"),
    ("coverage /etc/passwd", "there is none"),
    ("verify", "verify needs OUT"),
    ("verify OUT", "there is none"),
    ("verify OUT --device cpu", "nearest is --devices"),
    ("profile defualt", 'nearest is "default"'),
    ("categories loops", "loops"),
    ("doctor --pyton x", "--python"),
]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "out"
    run_well("generate", "-n", 8, "-o", folder, "--check", "codegen", "--no-progress")
    return folder


@pytest.mark.parametrize(("arguments", "words"), WRONG_USES, ids=[use[0] for use in WRONG_USES])
def test_wrong_use_is_one_sentence(arguments: str, words: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(*(str(out) if word == "OUT" else word for word in arguments.split()))
    assert words in complaint(done, 2)
    assert not out.exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str) -> None:
    text = run_well(command, "--help")
    assert f"  warploom {command}" in text.split("Example:")[1]


def test_help_names_every_command() -> None:
    text = run_well("--help")
    assert all(command in text for command in COMMANDS)


def test_version() -> None:
    assert re.fullmatch(r"warploom \d+\.\d+\.\d+\n", run_well("--version"))


def test_profile_prints_what_it_reads(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(run_well("profile"))
    assert run_well("profile", file) == file.read_text() == run_well("profile", "default")


@pytest.mark.parametrize("name", ["lifelike", "small", "large"])
def test_profiles_differ(name: str) -> None:
    text = run_well("profile", name)
    assert text.startswith(f'name = "{name}"')
    assert text.splitlines()[1:] != run_well("profile").splitlines()[1:]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[size]\nmax_motifs = 0", 2),
        ("[size]\n\nmax_motif = 3", 3),
        ("[sise]\nmax_motifs = 3", 1),
        ("[size]\nmax_motifs = = 3", 2),
    ],
)
def test_profile_mistakes_name_file_and_line(text: str, line: int, tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(text)
    assert f"wrong.toml:{line}:" in complaint(run("profile", file), 2)


def test_categories_shares_add_up() -> None:
    shares = re.findall(r"(\d+\.\d)%", run_well("categories"))
    assert abs(sum(map(float, shares)) - 100.0) < 0.1 * len(shares)


def test_synth_writes_modules_in_order(tmp_path: Path) -> None:
    run_well("synth", "-n", 12, "-o", tmp_path / "a")
    run_well("synth", "-n", 12, "-o", tmp_path / "b", "--seed", "0")
    names = sorted(files_of(tmp_path / "a"))
    assert [name[:7] for name in names] == [f"k{i:06}" for i in range(12)]
    assert all(name[:-3].isidentifier() for name in names)
    assert files_of(tmp_path / "a") == files_of(tmp_path / "b")
    assert "already holds" in complaint(run("synth", "-n", 12, "-o", tmp_path / "a"), 2)


def test_synth_draws_what_generate_draws(dataset: Path, tmp_path: Path) -> None:
    run_well("synth", "-n", 8, "-o", tmp_path / "python")
    drawn = set(files_of(tmp_path / "python").values())
    samples = [json.loads(path.read_text()) for path in dataset.glob("json/cpu/*/*.json")]
    assert {sample["python_code"].encode() for sample in samples if sample["index"] < 8} <= drawn


def test_categories_restrict(tmp_path: Path) -> None:
    out = tmp_path / "out"
    options = ("--check", "codegen", "--categories", "loops", "--format", "json")
    run_well("generate", "-n", 6, "-o", out, *options)
    samples = [json.loads(path.read_text()) for path in out.glob("json/*/*/*.json")]
    assert {sample["category"] for sample in samples} == {"loops"}


def test_same_command_again_does_nothing(dataset: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in dataset.rglob("*")}
    done = run("generate", "-n", 8, "-o", dataset, "--check", "codegen")
    assert done.returncode == 0
    assert "Nothing to do" in done.stderr
    assert before == {path: path.stat().st_mtime_ns for path in dataset.rglob("*")}


def test_another_request_names_the_option(dataset: Path) -> None:
    done = run("generate", "-n", 8, "-o", dataset, "--check", "codegen", "--seed", 5)
    assert "--seed is 0 there and 5 here" in complaint(done, 2)


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    done = run("generate", "-n", 8, "-o", tmp_path, "--check", "codegen")
    assert "thesis.tex" in complaint(done, 2)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_json_summary(tmp_path: Path) -> None:
    out = tmp_path / "out"
    text = run_well("generate", "-n", 8, "-o", out, "--check", "codegen", "--json")
    summary = json.loads(text)
    assert text.count("\n") == 1
    assert (summary["kernels"], summary["samples"]) == (8, 16)
    assert summary["distinct"]["alpha_renamed"] == 8
    assert summary["seconds"] > 0
    assert summary["workers_lost"] == 0
    assert summary["peak_bytes"] > 1e6


def test_no_progress_is_quiet(tmp_path: Path) -> None:
    options = ("--check", "codegen", "--no-progress", "--json")
    done = run("generate", "-n", 4, "-o", tmp_path / "out", *options)
    assert done.stderr == ""


def test_modules_in_the_current_folder_do_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "types.py").write_text("raise SystemExit('not the types you look for')\n")
    monkeypatch.chdir(tmp_path)
    run_well("generate", "-n", 2, "-o", tmp_path / "out", "--check", "codegen")


def test_output_that_cannot_be_written_is_a_failure() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([PROGRAM, "profile"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert "standard output" in done.stderr


def test_show_is_plain_in_a_pipe(dataset: Path) -> None:
    text = run_well("show", dataset)
    assert "\033" not in text
    assert all(f"== {part} ==" in text for part in ("Python", "cpu", "cuda"))
    assert "@wp.kernel" in text


def test_show_by_id_and_by_name(dataset: Path) -> None:
    sample = json.loads(next(dataset.glob("json/cpu/*/*.json")).read_text())
    text = run_well("show", dataset, sample["id"])
    assert sample["python_code"] in text
    assert sample["ir_forward"] in text
    assert sample["entry_point"] in run_well("show", dataset, sample["entry_point"])
    assert "== cuda ==" not in run_well("show", dataset, sample["id"], "--target", "cpu")


def test_show_names_the_nearest(dataset: Path) -> None:
    sample = json.loads(next(dataset.glob("json/cpu/*/*.json")).read_text())
    wrong = sample["id"][:-1] + ("0" if sample["id"][-1] != "0" else "1")
    assert sample["id"] in complaint(run("show", dataset, wrong), 2)
    assert sample["entry_point"] in complaint(run("show", dataset, sample["entry_point"] + "x"), 2)
    assert "cpu, cuda" in complaint(run("show", dataset, "--target", "gpu"), 2)


def test_coverage_tells_what_is_shown_and_what_is_not(dataset: Path) -> None:
    samples = [json.loads(path.read_text()) for path in dataset.glob("json/cpu/*/*.json")]
    told = json.loads(run_well("coverage", dataset, "--json"))
    calls = [word.removeprefix("call:") for s in samples for word in s["features"] if ":" in word]
    shown = Counter(call for call in calls if "#" in call)
    assert (told["kernels"], told["finished"]) == (len(samples), True)
    assert told["overloads"]["shown"] == shown
    assert shown.keys().isdisjoint(told["overloads"]["missing"])
    assert told["categories"] == Counter(sample["category"] for sample in samples)
    assert told["sizes"]["python_lines"]["max"] == max(s["python_lines"] for s in samples)
    constructs = told["constructs"]["shown"]
    assert constructs == {
        name: sum(name in sample["features"] for sample in samples) for name in constructs
    }
    assert "left_out" not in told


def test_coverage_lists_what_is_left_out(dataset: Path) -> None:
    told = json.loads(run_well("coverage", dataset, "--left-out", "--json"))
    groups = told["overloads"]["groups"].values()
    left_out = told["left_out"]["overloads"]
    assert all(left_out.values())
    assert sum(group["left_out"] for group in groups) == len(left_out)
    assert sum(group["missing"] for group in groups) == len(told["overloads"]["missing"])
    text = run_well("coverage", dataset, "--left-out")
    assert all(re.search(rf"^{key} ", text, re.MULTILINE) for key in left_out)
    assert next(iter(left_out)) + " " not in run_well("coverage", dataset)


@pytest.mark.parametrize("form", ["json", "jsonl", "parquet"])
def test_coverage_is_the_same_for_every_format(form: str, dataset: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_well("generate", "-n", 8, "-o", out, "--check", "codegen", "--format", form)
    first = run_well("coverage", out).splitlines()
    assert first[0].replace(str(out), str(dataset)) == run_well("coverage", dataset).splitlines()[0]
    assert first[1:] == run_well("coverage", dataset).splitlines()[1:]


def test_coverage_of_a_stopped_run(tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ("generate", "-n", 400, "-o", out, "--check", "codegen", "--workers", 1)
    process = start(*arguments, "--no-progress")
    deadline = time.monotonic() + 120
    journal = out / ".warploom" / "journal"
    while not (journal.exists() and journal.read_bytes()) and time.monotonic() < deadline:
        time.sleep(0.1)
    process.kill()
    process.communicate()
    before = files_of(out)
    told = json.loads(run_well("coverage", out, "--json"))
    assert not told["finished"]
    assert 0 < told["kernels"] < told["kernels_asked_for"] == 400
    assert f"{told['kernels']} kernels of 400 so far" in run_well("coverage", out)
    assert files_of(out) == before


def test_coverage_says_when_it_knows_another_warp(dataset: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(dataset, out)
    manifest = out / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"1.19.0"', '"2.0.0"'))
    text = run_well("coverage", out)
    assert "Warp 2.0.0\nThis warploom knows the builtins of Warp 1.19.0" in text


def test_audit_names_what_is_wrong(dataset: Path, tmp_path: Path) -> None:
    assert "all is well" in run_well("audit", dataset)
    assert json.loads(run_well("audit", dataset, "--json"))["problems"] == []
    out = tmp_path / "out"
    shutil.copytree(dataset, out)
    shard = next(out.glob("data/cpu/*.parquet"))
    shard.write_bytes(shard.read_bytes()[:-100])
    (out / "stats.json").unlink()
    done = run("audit", out)
    assert done.returncode == 4 and "problems" in done.stderr
    for name in (shard.name, "stats.json: it is missing"):
        assert name in done.stdout


@pytest.mark.slow
def test_families_that_are_held_out_are_in_no_other_split(tmp_path: Path) -> None:
    out = tmp_path / "out"
    options = (
        "--check",
        "codegen",
        "--categories",
        "loops,basics,integer",
        "--hold-out",
        "integer",
    )
    run_well("generate", "-n", 60, "-o", out, "--format", "parquet", *options)
    unseen = 0
    for shard in out.glob("data/cpu/*.parquet"):
        for row in pq.read_table(shard, columns=["category", "features"]).to_pylist():
            held_out = row["category"] == "integer" or "family:integer" in row["features"]
            assert held_out == shard.name.startswith("test_unseen-")
            unseen += held_out
    assert 0 < unseen < 60


def test_coverage_of_a_damaged_dataset(dataset: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(dataset, out)
    shard = next(out.glob("data/cpu/*.parquet"))
    shard.write_bytes(shard.read_bytes()[:-100])
    assert shard.name in complaint(run("coverage", out), 4)


def on_terminal(columns: int, *arguments: object, **environment: str) -> str:
    """What the program writes on a terminal of that many columns."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    process = subprocess.Popen(
        [str(PROGRAM), *map(str, arguments)],
        stdout=follower,
        stderr=follower,
        env={**os.environ, "TERM": "xterm", **environment},
    )
    os.close(follower)
    chunks = []
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:  # The other end is closed.
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(leader)
    assert process.wait() == 0
    return b"".join(chunks).decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [60, 100, 140, 200])
def test_show_fits_the_terminal(dataset: Path, columns: int) -> None:
    text = on_terminal(columns, "show", dataset)
    assert "\033[" in text
    plain = re.sub(r"\033\[[0-9;]*m", "", text)
    code = plain.split("\n\n", 1)[1]
    assert max(map(len, code.splitlines())) <= columns
    assert ("Python" in code) and ("Warp's cpu" in code)
    if columns >= 100:
        assert all(" | " in line for line in code.splitlines()[1:10])


def test_no_color_is_respected(dataset: Path) -> None:
    assert "\033" not in on_terminal(120, "show", dataset, NO_COLOR="1")


def test_progress_bar_on_a_terminal(tmp_path: Path) -> None:
    out = tmp_path / "out"
    text = on_terminal(100, "generate", "-n", 40, "-o", out, "--check", "codegen")
    assert re.search(r"\[#+\.*\] \d+/40 kernels", text)
    lines = re.split(r"\r|\n", re.sub(r"\033\[[0-9;]*[mK]", "", text))
    assert max(len(line) for line in lines if line.startswith("[")) < 100


def test_doctor_finds_all_here() -> None:
    done = run("doctor", "--python", sys.executable)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "MISSING" not in done.stdout
    assert "compiled a tiny kernel" in done.stdout


def test_doctor_says_what_is_missing(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} -S "$@"\n')
    python.chmod(0o755)
    done = run("doctor", "--python", python)
    assert done.returncode == 3
    assert "MISSING" in done.stdout
    assert "pip install warp-lang==" in done.stdout


def test_check_run(tmp_path: Path) -> None:
    """What a check refuses is replaced and kept with its reason; what it passed is said."""
    out = tmp_path / "out"
    options = ("--check", "run", "--format", "json", "--targets", "cpu", "--json")
    summary = json.loads(run_well("generate", "-n", 8, "-o", out, "--no-progress", *options))
    assert summary["kernels"] == 8
    assert summary["worker_seconds"]["run"] > 0
    samples = [json.loads(file.read_text()) for file in out.glob("json/cpu/*/*.json")]
    assert [sample["checks"] for sample in samples] == [
        ["codegen", "compile", "run-cpu", "run-reference"]
    ] * 8
