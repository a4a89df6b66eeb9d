"""`warploom verify` with the real Warp: what holds passes, and what was planted is found."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from cli_program import complaint, run, run_well

KERNELS = 12
DEVICES = {("cpu", "cpu"), ("cpu", "reference"), ("cuda", "emulated")}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verify") / "out"
    run_well("generate", "-n", KERNELS, "-o", folder, "--check", "codegen", "--no-progress")
    return folder


@pytest.fixture
def dataset(original: Path, tmp_path: Path) -> Path:
    """A dataset that a test may change, with JSON files as its only shards."""
    folder = tmp_path / "out"
    shutil.copytree(original, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"] = [f for f in manifest["files"] if not f["path"].startswith("data/")]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def verdicts(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / "verdicts.jsonl").read_text().splitlines()]


def failures(folder: Path) -> list[dict[str, str]]:
    return [one for one in verdicts(folder) if one["verdict"] not in ("PASS", "UNSUPPORTED")]


def ids(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("json/cpu/*/*.json"))


def edit(folder: Path, target: str, number: int, key: str, old: str, new: str) -> str:
    """Replaces the first `old` in a text of a sample; returns its id."""
    path = sorted(folder.glob(f"json/{target}/*/*.json"))[number]
    sample = json.loads(path.read_text())
    assert old in sample[key]
    sample[key] = sample[key].replace(old, new, 1)
    path.write_text(json.dumps(sample))
    return sample["id"]


def test_what_was_generated_passes(original: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    shutil.copytree(original, folder)
    summary = json.loads(run_well("verify", folder, "--json", "--no-progress", "--workers", 1))
    assert summary["kernels"] == KERNELS
    assert summary["failures"] == []
    assert summary["verdicts"]["cpu"]["cpu"] == {"PASS": KERNELS}
    found = verdicts(folder)
    assert [(one["id"], one["target"], one["device"]) for one in found] == sorted(
        (name, target, device) for name in ids(folder) for target, device in DEVICES
    )
    references = Counter(one["verdict"] for one in found if one["device"] == "reference")
    assert references["PASS"] > KERNELS / 2
    assert all(bool(one["detail"]) == (one["verdict"] != "PASS") for one in found)
    assert not any(one["detail"] == "drawn by another version" for one in found)


def test_planted_code_and_edited_python_are_found(dataset: Path) -> None:
    """One run finds a changed text for each target and edited Python, and runs the others.

    A profile that draws other kernels costs them their reference alone.
    """
    manifest = json.loads((dataset / "manifest.json").read_text())
    manifest["request"]["categories"] = ["loops"]  # So other kernels are drawn.
    (dataset / "manifest.json").write_text(json.dumps(manifest))
    changed = edit(dataset, "cpu", 0, "ir_forward", "// forward", "// forwards")
    emulated = edit(dataset, "cuda", 1, "ir_forward", "// forward", "// forwards")
    edited = edit(dataset, "cpu", 2, "python_code", "@wp.kernel", "#\n@wp.kernel")
    done = run("verify", dataset, "--no-progress", "--sample", KERNELS, "--workers", 1)
    others = {(one["device"], one["verdict"], one["detail"]) for one in verdicts(dataset)}
    assert ("reference", "UNSUPPORTED", "drawn by another version") in others
    assert ("cpu", "PASS", "") in others
    assert done.returncode == 4, done.stderr
    assert "warploom: verifying" in done.stderr
    found = {(one["id"], one["device"]): one for one in failures(dataset)}
    assert found.keys() == {
        (changed, "cpu"),
        (changed, "reference"),
        (emulated, "emulated"),
        (edited, "cpu"),
        (edited, "reference"),
        (edited, "emulated"),
    }
    for device in (found[changed, "cpu"], found[emulated, "emulated"]):
        assert device["verdict"] == "MISMATCH"
        assert "of its ir_forward is `// forwards`, by Warp `// forward`" in device["detail"]
        assert device["id"] in done.stdout
    assert "its id is not that of its python_code" in found[edited, "cpu"]["detail"]


def line(name: str, verdict: str = "PASS", **other: str) -> str:
    one = {"id": name, "target": "cuda", "device": "cuda:0", "verdict": verdict, "detail": ""}
    return json.dumps(one | other) + "\n"


def test_verdicts_of_another_machine(dataset: Path, tmp_path: Path) -> None:
    names = ids(dataset)
    file = tmp_path / "gpu.jsonl"
    file.write_text(line(names[1]) + line(names[0]))
    assert "2 kernels, 2 verdicts" in run_well("verify", dataset, "--import", file)
    assert [one["id"] for one in verdicts(dataset)] == names[:2]
    file.write_text(line(names[2], "MISMATCH", detail="out[3] is 1.0, should be 2.0"))
    done = run("verify", dataset, "--import", file)
    assert done.returncode == 4
    assert f"MISMATCH {names[2]} cuda on cuda:0: out[3] is 1.0, should be 2.0" in done.stdout
    assert [one["id"] for one in verdicts(dataset)] == names[:3]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("no JSON\n", "line 2 of"),
        (line("wl-0000000000000000"), "no sample wl-0000000000000000"),
        (line("ID", "GOOD"), 'no verdict "GOOD"'),
        (line("ID", device="gpu"), 'no device "gpu"'),
        (line("ID", target="hip"), "only has the targets cpu, cuda"),
        (line("ID") + line("ID"), "second verdict"),
        (json.dumps({"id": "ID"}) + "\n", "target"),
    ],
)
def test_bad_verdicts_are_not_imported(bad: str, words: str, dataset: Path, tmp_path: Path) -> None:
    first, second = ids(dataset)[:2]
    file = tmp_path / "gpu.jsonl"
    file.write_text(line(first) + bad.replace("ID", second))
    assert words in complaint(run("verify", dataset, "--import", file), 4)
    assert not (dataset / "verdicts.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("--devices gpu", 'no "gpu"'),
        ("--devices ,", "--devices needs"),
        ("--sample 0", "--sample takes a whole number from 1"),
        ("--seed -1", "--seed takes a whole number"),
        ("--import none.jsonl", "there is no such file"),
        ("--import none.jsonl --sample 2", "--import alone"),
    ],
)
def test_wrong_use(arguments: str, words: str, original: Path) -> None:
    assert words in complaint(run("verify", original, *arguments.split()), 2)


def test_no_gpu_and_another_warp_are_told(original: Path, dataset: Path) -> None:
    hidden = {"CUDA_VISIBLE_DEVICES": ""}
    done = run("verify", original, "--devices", "cuda:0", environment=hidden)
    assert "--devices cuda:0: " in complaint(done, 3)
    assert "NVIDIA driver" in done.stderr
    manifest = json.loads((dataset / "manifest.json").read_text())
    manifest["request"]["warp_version"] = "1.0.0"
    (dataset / "manifest.json").write_text(json.dumps(manifest))
    assert "comes from Warp 1.0.0" in complaint(run("verify", dataset, "--no-progress"), 3)
