"""The IR contract: every text is that of a fresh process, and it compiles by itself."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
import rederive
from conftest import InProcess, sources
from warploom.batch_compile import sample_unit
from warploom.codegen import find_kernel, generate, set_contract_options
from warploom.extract import extract
from warploom.source_module import imported

TARGETS = ("cpu", "cuda")


@pytest.fixture(scope="session")
def truth() -> dict[tuple[str, str], dict[str, str]]:
    """What plain Warp writes for each kernel and target in a process of its own."""
    jobs = [(name, target) for name in sources() for target in TARGETS]
    with ThreadPoolExecutor(2) as pool:
        parts = pool.map(lambda job: rederive.parts_of(sources()[job[0]], *job), jobs)
        return dict(zip(jobs, parts, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [None, 1, 2])
def test_text_is_that_of_a_fresh_process(
    inside: InProcess, truth: dict[tuple[str, str], dict[str, str]], seed: int | None
) -> None:
    kernels = list(sources().items()) * 2
    if seed is not None:
        random.Random(seed).shuffle(kernels)
    verdicts = inside.build(kernels, include=("module",))
    for (name, _), verdict in zip(kernels, verdicts, strict=True):
        assert verdict.ok, (name, verdict.reason)
        for ir in verdict.ir:
            expected = truth[name, ir["target"]]
            for part in ("preamble", "forward", "module"):
                assert ir[part] == expected[part], (name, ir["target"], part)


def test_text_does_not_depend_on_the_other_target(inside: InProcess) -> None:
    kernels = list(sources().items())
    parts = ("backward", "module")
    for kernel in kernels:
        (cpu,) = inside.build([kernel], targets=("cpu",), include=parts)
        (cuda,) = inside.build([kernel], targets=("cuda",), include=parts)
        for targets, expected in ((TARGETS, cpu.ir + cuda.ir), (TARGETS[::-1], cuda.ir + cpu.ir)):
            (both,) = inside.build([kernel], targets=targets, include=parts)
            assert both.ir == expected, kernel[0]


def test_backward_is_that_of_a_fresh_process(inside: InProcess) -> None:
    for name in ("helpers", "nested_structs"):
        (verdict,) = inside.build([(name, sources()[name])], include=("backward",))
        for ir in verdict.ir:
            expected = rederive.parts_of(sources()[name], name, ir["target"], backward=True)
            assert ir["backward"]
            for part in ("preamble", "forward", "backward"):
                assert ir[part] == expected[part], (name, ir["target"], part)


def test_preamble_holds_no_adjoint_and_nothing_unused(inside: InProcess) -> None:
    kernels = [(name, sources()[name]) for name in ("nested_structs", "many_kernels", "saxpy")]
    nested, many, saxpy = inside.build(kernels)
    for ir in nested.ir + many.ir:
        assert "adj_" not in ir["preamble"]
        assert "Required when compiling adjoints" not in ir["preamble"]
    assert "struct Used_" in many.ir[1]["preamble"]
    assert "unused_0" not in many.ir[0]["preamble"]
    assert "struct Unused_" not in many.ir[0]["preamble"]
    assert saxpy.ir[0]["preamble"].startswith("struct wp_args_saxpy {")
    assert saxpy.ir[1]["preamble"] == ""


def test_paths_are_kernel_py(inside: InProcess) -> None:
    for verdict in inside.build(list(sources().items()), include=("module",)):
        for ir in verdict.ir:
            assert "/warp/" not in ir["module"]
            assert "/tmp" not in ir["module"]


@pytest.mark.parametrize("target", TARGETS)
def test_preamble_and_forward_compile_by_themselves(inside: InProcess, target: str) -> None:
    for name, source in sources().items():
        with imported(source) as module:
            kernel = find_kernel(inside.wp, module, name)
            set_contract_options(kernel.module, backward=False)
            (generated,) = generate(inside.wp, kernel, [target])
        inside.builder._fresh.restore()
        unit = sample_unit(generated, extract(generated))
        assert inside.builder._jit.run(generated, unit.alone()) is None, name
