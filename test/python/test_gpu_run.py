"""warploom-gpu-run on a driver for tests: every verdict, every machine, every damaged bundle."""

from __future__ import annotations

import io
import json
import random
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
from bundle_files import (
    CLOSE,
    CUBIN,
    PTX,
    RUNNER,
    add_one,
    archive,
    compressed,
    run_bundle,
    shared_library,
    tar_of,
    verdicts,
)
from cli_program import complaint

WHAT_BECOMES = {
    "right": ("PASS", ""),
    "wrong": ("MISMATCH", "x[3] is -7, by the reference 4 (1 of 100 values differ)"),
    "nearly": ("MISMATCH", "x[3] is 4.00004, by the reference 4 (1 of 100 values differ)"),
    "nan": ("MISMATCH", "x[0] is nan, by the reference 1 (1 of 100 values differ)"),
    "behind": ("OUT_OF_BOUNDS", "it writes behind the end of x"),
    "before": ("OUT_OF_BOUNDS", "it writes before x"),
    "faults": ("CRASH", "CUDA_ERROR_ILLEGAL_ADDRESS"),
    "dies": ("CRASH", "the process dies of SIGSEGV"),
    "exits": ("CRASH", "the process ends with exit code 5"),
    "hangs": ("TIMEOUT", "it does not end in 2 s"),
    "unsteady": ("NONDETERMINISTIC", "x[0] is 2, the time before 1 (1 of 100 values differ)"),
    "absent": ("COMPILE_FAIL", "sm_90.cubin: CUDA_ERROR_NOT_FOUND; "),
}


def test_each_verdict_and_that_a_kernel_at_fault_costs_itself_only(tmp_path: Path) -> None:
    """Between any two of them stands a right one."""
    samples = []
    for kernel in WHAT_BECOMES:
        samples += [add_one(kernel), add_one("right", id=f"wl-after-{kernel}")]
    done = run_bundle(compressed(archive(samples)), tmp_path, "--seconds", 2)
    assert done.returncode == 0, done.stderr
    lines = verdicts(tmp_path)
    assert len(lines) == len(samples)
    for (kernel, (verdict, detail)), line, after in zip(
        WHAT_BECOMES.items(), lines[::2], lines[1::2], strict=True
    ):
        assert (line["id"], line["verdict"]) == (f"wl-{kernel}", verdict), line
        assert detail in line["detail"], line
        assert (after["id"], after["verdict"]) == (f"wl-after-{kernel}", "PASS"), after
    assert lines[0] == {
        "id": "wl-right",
        "target": "cuda",
        "device": "cuda:0",
        "verdict": "PASS",
        "detail": "",
        "gpu": "Fake GPU 0",
        "arch": "sm_90",
        "driver": "13.4",
    }


def one_verdict(tmp_path: Path, sample: Any, *options: object, **machine: object) -> dict[str, str]:
    done = run_bundle(compressed(archive([sample])), tmp_path, *options, **machine)
    assert done.returncode == 0, done.stderr
    (line,) = verdicts(tmp_path)
    return line


def test_tolerance_lets_small_differences_pass(tmp_path: Path) -> None:
    assert one_verdict(tmp_path, add_one("nearly", tolerance=CLOSE))["verdict"] == "PASS"
    assert one_verdict(tmp_path, add_one("wrong", tolerance=CLOSE))["verdict"] == "MISMATCH"
    outliers = CLOSE | {"outliers": 0.01}
    assert one_verdict(tmp_path, add_one("wrong", tolerance=outliers))["verdict"] == "PASS"
    assert one_verdict(tmp_path, add_one("nan", tolerance=CLOSE))["verdict"] == "MISMATCH"


def test_code_for_the_gpu_is_chosen(tmp_path: Path) -> None:
    def with_files(modules: list[dict[str, Any]], **files: bytes) -> Any:
        entry, usual = add_one("right", modules=modules)
        return entry, usual | {name.replace("_ptx", ".ptx"): held for name, held in files.items()}

    only_cubin = one_verdict(tmp_path, with_files([CUBIN]), arch=80)
    assert (only_cubin["verdict"], only_cubin["detail"]) == (
        "UNSUPPORTED",
        "the bundle has no code for sm_80",
    )
    assert one_verdict(tmp_path, with_files([CUBIN]), arch=90)["verdict"] == "PASS"
    assert one_verdict(tmp_path, with_files([CUBIN, PTX]), arch=80)["verdict"] == "PASS"
    # Where the cubin fits, the PTX is not looked at; where it does not, the driver compiles that.
    bad_ptx = with_files([CUBIN, PTX], kernel_ptx=b"!")
    assert one_verdict(tmp_path, bad_ptx, arch=90)["verdict"] == "PASS"
    failed = one_verdict(tmp_path, bad_ptx, arch=100)
    assert failed["verdict"] == "COMPILE_FAIL"
    assert failed["detail"] == (
        "kernel.ptx: CUDA_ERROR_NO_BINARY_FOR_GPU: ptxas fatal: what is this? "
    )
    bad_cubin, files = add_one("right")
    assert one_verdict(tmp_path, (bad_cubin, files | {"sm_90.cubin": b"!"}))["verdict"] == "PASS"


def test_what_a_gpu_lacks_is_unsupported(tmp_path: Path) -> None:
    line = one_verdict(tmp_path, add_one("right", shared_bytes=300_000))
    assert line["verdict"] == "UNSUPPORTED"
    assert line["detail"] == "it needs 300000 bytes of shared memory"
    assert one_verdict(tmp_path, add_one("right", shared_bytes=100_000))["verdict"] == "PASS"


MACHINES = {
    "no GPU": ({"gpus": 0}, "the NVIDIA driver of this machine finds no GPU"),
    "no such GPU": ({"gpus": 2}, "--device 3: this machine has 2 GPUs, numbered from 0"),
    "old driver": ({"version": 12080}, "it supports CUDA 12.8, but the bundle was compiled for"),
    "broken driver": ({"init": 999}, "starting the GPU: the NVIDIA driver says CUDA_ERROR_UNKNOWN"),
}


@pytest.mark.parametrize("machine", MACHINES)
def test_a_machine_that_cannot_is_one_sentence(tmp_path: Path, machine: str) -> None:
    settings, sentence = MACHINES[machine]
    held = compressed(archive([add_one("right")]))
    done = run_bundle(held, tmp_path, "--device", 3, **settings)
    assert sentence in complaint(done, 3)
    assert not (tmp_path / "verdicts.jsonl").exists()


def test_no_driver_and_one_that_lacks_functions(tmp_path: Path) -> None:
    held = compressed(archive([add_one("right")]))
    none = run_bundle(held, tmp_path, driver=tmp_path / "libcuda.so.1")
    assert "there is no NVIDIA driver on this machine" in complaint(none, 3)
    old = shared_library("fake_cuda.cpp", "libcuda.so.1", "-DFAKE_CUDA_OLD")
    lacks = run_bundle(held, tmp_path, driver=old)
    assert "too old: its libcuda.so.1 has no cuLaunchKernel" in complaint(lacks, 3)


def test_summary_for_programs(tmp_path: Path) -> None:
    held = compressed(archive([add_one("right"), add_one("wrong")]))
    done = run_bundle(held, tmp_path, "--json")
    assert json.loads(done.stdout) == {
        "verdicts": {"MISMATCH": 1, "PASS": 1},
        "samples": 2,
        "gpu": "Fake GPU 0",
        "driver": "13.4",
    }


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "needs FILE"),
        (["x"], "needs -o FILE"),
        (["x", "y", "-o", "z"], "y: only one FILE can be run"),
        (["x", "-o"], "-o needs a value"),
        (["x", "-o", "z", "--device", "one"], "--device one: it must be a whole number"),
        (["x", "-o", "z", "--seconds", "0"], "--seconds 0: it must be a whole number from 1"),
        (["x", "-o", "z", "--fast"], "there is no option --fast"),
    ],
)
def test_wrong_command_lines(arguments: list[str], sentence: str) -> None:
    done = subprocess.run([str(RUNNER), *arguments], capture_output=True, text=True, check=False)
    assert sentence in complaint(done, 2)


def test_help_and_version() -> None:
    told = subprocess.run([str(RUNNER), "--help"], capture_output=True, text=True, check=True)
    assert "warploom-gpu-run FILE -o VERDICTS.jsonl" in told.stdout
    version = subprocess.run([str(RUNNER), "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("warploom-gpu-run ")


def with_round(**changes: Any) -> Any:
    entry, files = add_one("right")
    entry["rounds"][0] |= changes
    return entry, files


def parameter(**changes: Any) -> list[dict[str, Any]]:
    return [{"at": 0, "bytes": 8, "pointers": []} | changes]


BUFFER = add_one("right")[0]["rounds"][0]["buffers"][0]
IMPOSSIBLE = {
    "parameter outside": with_round(parameters=parameter(at=1 << 40)),
    "parameter that wraps": with_round(parameters=parameter(at=(1 << 64) - 4)),
    "pointer outside": with_round(parameters=parameter(pointers=[[4, 0, 0]])),
    "no such buffer": with_round(parameters=parameter(pointers=[[0, 1, 0]])),
    "offset outside": with_round(parameters=parameter(pointers=[[0, 0, 401]])),
    "buffer outside": with_round(buffers=[BUFFER | {"after": 500}]),
    "huge buffer": with_round(buffers=[BUFFER | {"bytes": 1 << 62}]),
    "element of nothing": with_round(buffers=[BUFFER | {"element": {"bytes": 0, "scalars": []}}]),
    "scalar outside": with_round(
        buffers=[
            BUFFER
            | {"element": {"bytes": 4, "scalars": [{"type": "int8", "offset": 2, "count": 3}]}}
        ]
    ),
    "no blocks": add_one("right", grid=[0, 1, 1]),
    "too many threads": add_one("right", block_dim=2048),
    "no modules": add_one("right", modules=[]),
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_a_manifest_that_cannot_be_is_refused(tmp_path: Path, what: str) -> None:
    done = run_bundle(compressed(archive([IMPOSSIBLE[what]])), tmp_path)
    assert "describes memory or a launch that cannot be" in complaint(done, 4)


def link() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        info = tarfile.TarInfo("manifest.json")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(info)
    return out.getvalue()


def two_of_a_name() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for _ in range(2):
            tar.addfile(tarfile.TarInfo("manifest.json"))
    return out.getvalue()


GOOD = archive([add_one("right")])
FOREIGN = {
    "an empty file": (b"", "it is not compressed with zstd"),
    "a tar archive": (GOOD, "it is not compressed with zstd"),
    "text": (compressed(b"hello" * 1000), "is not in the ustar format"),
    "another archive": (compressed(tar_of({"a": b"b"})), "it has no manifest.json"),
    "a link": (compressed(link()), "neither a file nor a folder"),
    "no JSON": (compressed(tar_of({"manifest.json": b"{"})), "its manifest.json"),
    "no bundle": (compressed(archive([], format="other")), "it is no bundle of warploom"),
    "a later version": (compressed(archive([], version=2)), "it is a bundle of version 2"),
    "no samples": (compressed(archive([])), "holds no samples"),
    "a missing file": (compressed(archive([(add_one("right")[0], {})])), "has no data.bin"),
    "two of a name": (compressed(two_of_a_name()), "two files of one name"),
    "cut compression": (compressed(GOOD)[:-20], "damaged or truncated"),
    "cut archive": (compressed(GOOD[:2000]), "is truncated"),
    "something behind": (compressed(GOOD) + b"x", "something behind the end"),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_a_file_that_is_no_bundle_is_one_sentence(tmp_path: Path, what: str) -> None:
    held, sentence = FOREIGN[what]
    code = 2 if what == "no samples" else 4
    assert sentence in complaint(run_bundle(held, tmp_path), code)


def test_names_in_an_archive_are_never_paths(tmp_path: Path) -> None:
    entry, files = add_one("right", id="../../../../../../tmp/warploom-escaped")
    done = run_bundle(compressed(archive([(entry, files)])), tmp_path)
    assert done.returncode == 0, done.stderr
    assert not Path("/tmp/warploom-escaped").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bundle.tar.zst", "verdicts.jsonl"]


def test_no_damage_crashes_it(tmp_path: Path) -> None:
    """Bytes are changed behind the checksum of zstd, which would see any other damage."""
    draw = random.Random(13)
    for _ in range(150):
        held = bytearray(GOOD)
        for _ in range(draw.randint(1, 4)):
            held[draw.randrange(4096)] = draw.randrange(256)
        done = run_bundle(compressed(bytes(held)), tmp_path, "--seconds", 5)
        assert done.returncode in (0, 2, 3, 4), done
        assert done.returncode == 0 or len(done.stderr.splitlines()) == 1, done.stderr
    for size in range(0, len(compressed(GOOD)), 37):
        complaint(run_bundle(compressed(GOOD)[:size], tmp_path), 4)
