"""The reference: drawn kernels store the same bits as their reference, and planted faults show."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from cli_program import run_well
from conftest import InProcess
from warploom import codegen
from warploom.comparison import difference
from warploom.launch_args import Array
from warploom.protocol import BuildRequest, KernelSource, Verdict
from warploom.reference_notes import OrderNotes, order_notes, unsupported_reason
from warploom.verdict import MISMATCH, REFERENCE


def drawn(folder: Path, *options: object) -> list[KernelSource]:
    """Kernels as `warploom synth --reference` writes them; without a reference where it says so."""
    run_well("synth", "-o", folder, "--reference", *options)
    kernels = []
    for file in sorted(folder.glob("*.py")):
        text = file.with_suffix(".reference.cpp").read_text()
        launch = json.loads(file.with_suffix(".launch.json").read_text())
        reference = None if unsupported_reason(text) else text
        name = file.stem.split("_", 1)[1]
        kernels.append(KernelSource(name, file.read_text(), launch, reference))
    assert kernels
    return kernels


def run(inside: InProcess, kernels: list[KernelSource]) -> list[Verdict]:
    return inside.builder.build(BuildRequest(kernels, ["cpu"], frozenset(), False, True))[0]


@pytest.mark.parametrize("profile", ["default", "small", "lifelike"])
def test_drawn_kernels_store_the_bits_of_their_reference(
    inside: InProcess, tmp_path: Path, profile: str
) -> None:
    kernels = drawn(tmp_path / "kernels", "-n", 40, "--seed", 11, "--profile", profile)
    with_reference = [kernel for kernel in kernels if kernel.reference]
    assert len(with_reference) >= 0.97 * len(kernels)
    for kernel, verdict in zip(with_reference, run(inside, with_reference), strict=True):
        assert verdict.ok, f"{kernel.name}: {verdict.reason}\n{kernel.source}\n{kernel.reference}"


def test_kernels_without_a_reference_are_few_and_have_a_known_reason(tmp_path: Path) -> None:
    run_well("synth", "-o", tmp_path / "atlas", "--reference", "-n", 645, "--profile", "atlas")
    run_well("synth", "-o", tmp_path / "default", "--reference", "-n", 400, "--seed", 5)
    texts = [file.read_text() for file in tmp_path.glob("*/*.reference.cpp")]
    reasons = Counter(filter(None, map(unsupported_reason, texts)))
    assert set(reasons) <= {"wp.grad"}  # Only Warp's own adjoint functions compute it.
    assert reasons.total() <= 0.01 * 400
    notes = {name for text in texts for name in order_notes(text).rounding}
    assert {"atomic_add", "tile_sum", "tile_matmul", "+="} <= notes


def test_comments_say_what_depends_on_the_order() -> None:
    text = "// rounding: += tile_sum\n// block: untile\nstruct Arguments {\n// order: no\n"
    assert order_notes(text) == OrderNotes(rounding=("+=", "tile_sum"), block=("untile",))
    assert unsupported_reason(text) is None
    assert unsupported_reason("// unsupported: wp.grad\n") == "wp.grad"


# One operation of what Warp generated, and another one in its place.
FAULTS = {
    "an operand's operation": lambda text: re.sub(r"= wp::add\(", "= wp::sub(", text, count=1),
    "a comparison": lambda text: re.sub(r"(\(var_\w+) < (var_\w+\))", r"\1 >= \2", text, count=1),
    "the branch of a merged value": lambda text: re.sub(
        r"= wp::where\((\w+), (\w+), (\w+)\)", r"= wp::where(\1, \3, \2)", text
    ),
    "a constant": lambda text: re.sub(
        r"(const wp::float32 var_\d+ = )(\d+\.\d+);", r"\g<1>1.5 + \2;", text, count=1
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_planted_in_what_warp_generates_are_found(
    inside: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """The check without a reference passes most of these kernels."""
    kernels = drawn(tmp_path / "kernels", "-n", 40, "--seed", 12)
    kernels = [kernel for kernel in kernels if kernel.reference]
    changed = plant(monkeypatch, FAULTS[fault])
    verdicts = run(inside, kernels)
    faulty = [verdict for verdict, is_faulty in zip(verdicts, changed, strict=True) if is_faulty]
    assert len(faulty) >= 4
    found = Counter(
        (REFERENCE, MISMATCH) in {(one.device, one.verdict) for one in verdict.outcomes}
        for verdict in faulty
    )
    assert found[True] >= 0.6 * len(faulty), [verdict.reason for verdict in faulty]
    assert all(
        verdict.ok for verdict, is_faulty in zip(verdicts, changed, strict=True) if not is_faulty
    )


def test_a_fault_planted_in_tiles_is_found(
    inside: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernels = drawn(tmp_path / "kernels", "-n", 16, "--seed", 4, "--categories", "tiles")
    changed = plant(monkeypatch, lambda text: text.replace("wp::tile_sum(", "wp::tile_max("))
    verdicts = run(inside, kernels)
    assert sum(changed) >= 2
    for verdict, is_faulty in zip(verdicts, changed, strict=True):
        assert ("by the reference" in verdict.reason) if is_faulty else verdict.ok, verdict.reason


def plant(monkeypatch: pytest.MonkeyPatch, fault: Callable[[str], str]) -> list[bool]:
    """Changes every text that is generated; the list says of each kernel whether it changed."""
    changed: list[bool] = []
    generate = codegen.generate

    def generate_with_fault(*args: object) -> list[codegen.Generated]:
        texts = [replace(one, text=fault(one.text)) for one in generate(*args)]
        changed.append(texts[0].text != generate(*args)[0].text)
        return texts

    monkeypatch.setattr(codegen, "generate", generate_with_fault)
    return changed


def differs(ours: np.ndarray, theirs: np.ndarray, **more: bool) -> str | None:
    array = Array("a", True, ours)
    return difference([array], [ours.tobytes()], [theirs.tobytes()], "the reference", **more)


def test_the_first_value_that_differs_is_told() -> None:
    ours, theirs = (np.full((2, 3), 1.5, np.float32) for _ in range(2))
    assert differs(ours, theirs) is None
    ours[1, 2] = 2.0
    assert differs(ours, theirs) == (
        "a[1, 2] is np.float32(2.0), by the reference np.float32(1.5) (1 of 6 values differ)"
    )


def test_zeros_have_signs_and_every_nan_is_one() -> None:
    minus, plus = np.array([-0.0, 1], np.float32), np.array([0.0, 1], np.float32)
    assert differs(minus, plus) is not None
    nan = np.array([np.nan, 1], np.float32)
    other = nan.copy()
    other.view(np.uint32)[0] ^= 0x80000001
    assert differs(nan, other) is None
    assert differs(nan, other, nans_are_equal=False) is not None


def test_bytes_that_are_no_bool_are_told_apart() -> None:
    ours, theirs = (np.array([byte], np.uint8).view(np.bool_) for byte in (0xA5, 1))
    assert differs(ours, theirs) is not None


def test_structs_are_compared_field_by_field() -> None:
    kind = np.dtype([("x", np.float32), ("v", np.int32, 3)])
    ours, theirs = (np.zeros(4, kind) for _ in range(2))
    ours["v"][2, 1] = 7
    found = differs(ours, theirs)
    assert found is not None
    assert found.startswith("a[2] is ")


def test_what_lies_between_fields_is_not_compared() -> None:
    kind = np.dtype([("x", np.int8), ("y", np.int32)], align=True)
    ours, theirs = (np.zeros(3, kind) for _ in range(2))
    ours.view(np.uint8)[1] = 7
    assert ours.tobytes() != theirs.tobytes()
    assert differs(ours, theirs, nans_are_equal=False) is None


def test_a_reference_that_does_not_compile_is_our_fault(inside: InProcess, tmp_path: Path) -> None:
    good, bad = drawn(tmp_path / "kernels", "-n", 2, "--seed", 3, "--categories", "basics")
    bad = replace(bad, reference=f"{bad.reference}\nint wrong = ;\n")
    first, second = run(inside, [good, bad])
    assert first.ok, first.reason
    assert second.reason.startswith("COMPILE_FAIL on reference: cpu: kernel.cpp")


def test_an_option_writes_references(tmp_path: Path) -> None:
    drawn(tmp_path / "kernels", "-n", 3)
    names = sorted(file.name.split(".", 1)[1] for file in (tmp_path / "kernels").iterdir())
    assert names == ["launch.json"] * 3 + ["py"] * 3 + ["reference.cpp"] * 3
    for file in (tmp_path / "kernels").glob("*.reference.cpp"):
        assert "struct Arguments {" in file.read_text()
