"""The protocol of docs/protocol.md, on a real worker process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, Process, sources
from warploom.environment import SUPPORTED_WARP

SAXPY = {"saxpy": sources()["saxpy"]}


def test_hello(worker: Process) -> None:
    assert worker.hello["id"] == 0
    assert worker.hello["ok"] is True
    assert worker.hello["warp_version"] == SUPPORTED_WARP
    assert worker.hello["arch"] == 90


def test_build_has_the_asked_targets_in_the_asked_order(worker: Process) -> None:
    reply = worker.build(SAXPY, compile=False, targets=["cuda", "cpu"])
    assert reply["id"] == 1
    assert reply["ok"] is True
    assert reply["rss_bytes"] > 10**7
    assert set(reply["seconds"]) == {"import", "codegen", "compile", "run"}
    (verdict,) = reply["verdicts"]
    assert [ir["target"] for ir in verdict["ir"]] == ["cuda", "cpu"]
    assert set(verdict["ir"][0]) == {"target", "preamble", "forward"}


def test_optional_parts(worker: Process) -> None:
    reply = worker.build(SAXPY, compile=True, include=["backward", "module", "ptx"])
    cpu, cuda = reply["verdicts"][0]["ir"]
    assert "saxpy_cpu_kernel_backward(" in cpu["backward"]
    assert cuda["backward"].startswith('extern "C" __global__ void saxpy_cuda_kernel_backward(')
    assert cpu["forward"] in cpu["module"]
    assert cpu["ptx"] == ""
    assert ".target sm_90" in cuda["ptx"]
    assert ".entry saxpy_cuda_kernel_forward" in cuda["ptx"]


def test_what_a_source_prints_or_reads_stays_off_the_pipes(worker: Process) -> None:
    noisy = "import os, sys\nprint('out')\nos.write(1, b'raw')\nprint('err', file=sys.stderr)\n"
    reply = worker.build(
        {"saxpy": f"{noisy}assert sys.stdin.read() == ''\n{SAXPY['saxpy']}"}, compile=False
    )
    assert reply["verdicts"][0]["ok"]
    code, errors = worker.end()
    assert code == 0
    assert errors == ""


def test_protocol_errors_are_answered_and_survived(worker: Process) -> None:
    asked = {"id": 7, "op": "build", "targets": ["cpu"], "kernels": []}
    wrong = [
        "garbage",
        "[]",
        '{"id":7,"op":"dance"}',
        '{"op":"build"}',
    ]
    for line in wrong:
        reply = worker.ask_line(line)
        assert (reply["ok"], reply["kind"]) == (False, "protocol")
    for change in (
        {"targets": ["tpu"]},
        {"targets": []},
        {"include": ["everything"]},
        {"include": "ptx"},
        {"kernels": [{"name": "x"}]},
        {"kernels": {}},
        {"compile": 1},
    ):
        reply = worker.ask(**(asked | change))
        assert (reply["id"], reply["ok"], reply["kind"]) == (7, False, "protocol"), change
    assert worker.ask(**asked)["verdicts"] == []


def test_missing_or_other_warp_is_an_environment_error(tmp_path: Path) -> None:
    fake = tmp_path / "warp_lang-1.2.3.dist-info"
    fake.mkdir()
    (fake / "METADATA").write_text("Metadata-Version: 2.1\nName: warp-lang\nVersion: 1.2.3\n")
    path = f"{tmp_path}:{ROOT / 'python'}"
    process = Process({"PYTHONPATH": path})
    assert process.hello["kind"] == "environment"
    for word in ("1.2.3", SUPPORTED_WARP, "pip install", "warploom.introspect"):
        assert word in process.hello["reason"]
    assert process.end()[0] == 3
    allowed = Process({"PYTHONPATH": path, "WARPLOOM_ANY_WARP": "1"})
    assert allowed.hello["ok"] is True
    allowed.end()


def test_temporary_files_are_private_and_removed(tmp_path: Path) -> None:
    process = Process({"TMPDIR": str(tmp_path)})
    process.build(SAXPY, compile=True)
    assert [path.name.startswith("warploom-worker-") for path in tmp_path.iterdir()] == [True]
    process._process.kill()
    process.end()
    assert list(tmp_path.iterdir())
    Process({"TMPDIR": str(tmp_path)}).end()
    assert list(tmp_path.iterdir()) == []


def test_the_current_folder_cannot_break_the_worker(tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise RuntimeError\n")
    (tmp_path / "kernel.py").write_text("# another one\n")
    process = Process(folder=tmp_path)
    (verdict,) = process.build(SAXPY, compile=False)["verdicts"]
    assert verdict["ok"], verdict
    process.end()


def test_caches_are_its_own(tmp_path: Path) -> None:
    """Neither the home folder nor the current one is written to; what is there is not used."""
    home, here = tmp_path / "home", tmp_path / "here"
    (home / ".cache").mkdir(parents=True)
    (home / ".cache" / "warp").write_text("not a folder")
    here.mkdir()
    process = Process({"HOME": str(home), "WARP_CACHE_PATH": ""}, folder=here)
    assert process.hello["ok"], process.hello
    assert process.end()[0] == 0
    assert [path.name for path in home.rglob("*")] == [".cache", "warp"]
    assert not list(here.iterdir())


def test_a_removed_current_folder_does_no_harm(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = f"cd {gone} && rmdir {gone} && exec {sys.executable} -m warploom.worker"
    done = subprocess.run(
        ["sh", "-c", command],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT / "python")},
        check=True,
    )
    assert json.loads(done.stdout)["ok"]
    assert done.stderr == ""
