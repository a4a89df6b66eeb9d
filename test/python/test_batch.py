"""One bad kernel never disturbs the others, wherever it fails."""

from __future__ import annotations

import gc
import linecache
import sys

from conftest import InProcess, sources

HEAD = "import warp as wp\n\n\n"
SAXPY = sources()["saxpy"]

# Warp generates text for this, but wp.adjoint is declared in adjoint functions only.
BAD_CPP = (
    HEAD
    + """@wp.kernel
def bad(x: wp.array(dtype=float)):
    i = wp.tid()
    y = x[i] * 2.0
    x[i] = wp.adjoint[y]
"""
)
RECURSIVE = (
    HEAD
    + """@wp.func
def f(x: float):
    return f(x)


@wp.kernel
def bad(x: wp.array(dtype=float)):
    x[0] = f(1.0)
"""
)
UNTYPED = HEAD + "@wp.kernel\ndef bad(x):\n    pass\n"
MIXED = HEAD + "@wp.kernel\ndef bad(n: int, x: wp.array(dtype=float)):\n    x[0] = n * 2.0\n"


def test_kernel_at_fault_in_a_batch_is_found(inside: InProcess) -> None:
    kernels = [("saxpy", SAXPY)] * 20
    kernels[7] = kernels[13] = ("bad", BAD_CPP)
    verdicts = inside.build(kernels, compiled=True)
    assert [at for at, verdict in enumerate(verdicts) if not verdict.ok] == [7, 13]
    bad = verdicts[7]
    assert bad.stage == "compile"
    assert "undeclared identifier" in bad.reason
    assert bad.reason.startswith("cpu: kernel.cpp:")
    assert bad.message() == verdicts[13].message()
    assert verdicts[19].ir == verdicts[0].ir


def test_kernel_at_fault_for_cuda(inside: InProcess) -> None:
    kernels = [("saxpy", SAXPY), ("bad", BAD_CPP), ("saxpy", SAXPY)]
    verdicts = inside.build(kernels, targets=("cuda",), compiled=True)
    assert [verdict.ok for verdict in verdicts] == [True, False, True]
    assert verdicts[1].reason.startswith("cuda: kernel.cu")
    assert "error" in verdicts[1].reason


def test_every_hand_written_kernel_compiles_in_one_batch(inside: InProcess) -> None:
    kernels = list(sources().items()) * 2
    for (name, _), verdict in zip(kernels, inside.build(kernels, compiled=True), strict=True):
        assert verdict.ok, (name, verdict.reason)


def test_refusals_name_their_stage_and_leave_the_rest_alone(inside: InProcess) -> None:
    kernels = [
        ("bad", "def f(:"),
        ("saxpy", SAXPY),
        ("bad", "import sys\nsys.exit(5)"),
        ("bad", "raise KeyboardInterrupt"),
        ("bad", "import no_such_module"),
        ("bad", "x = 1"),
        ("bad", UNTYPED),
        ("bad", MIXED),
        ("bad", RECURSIVE),
        ("bad", "\0"),
        ("saxpy", SAXPY),
    ]
    verdicts = inside.build(kernels)
    assert [verdict.stage for verdict in verdicts] == [
        "import", "", "import", "import", "import", "import", "import", "codegen", "codegen",
        "import", "",
    ]  # fmt: skip
    assert "kernel.py, line 1" in verdicts[0].reason
    assert "no kernel named bad" in verdicts[5].reason
    assert "kernel.py:" in verdicts[7].reason
    assert "RecursionError" in verdicts[8].reason
    assert verdicts[1].ir == verdicts[10].ir
    assert [v.reason for v in inside.build(kernels)] == [v.reason for v in verdicts]


def test_config_set_by_a_source_ends_with_it(inside: InProcess) -> None:
    loop = HEAD + (
        "@wp.kernel\ndef loop(x: wp.array(dtype=float)):\n"
        "    for k in range(4):\n        x[k] = 1.0\n"
    )
    setting = loop.replace("\n\n\n", "\n\nwp.config.max_unroll = 2\n\n", 1)
    before, changed, after = inside.build([("loop", s) for s in (loop, setting, loop)])
    assert before.ir[0]["forward"] != changed.ir[0]["forward"]
    assert before.ir == after.ir


def test_nothing_is_left_behind(inside: InProcess) -> None:
    """Registries do not grow, and no kernel, module or function object stays alive."""
    context = inside.wp._src.context

    def sizes() -> dict[str, int]:
        gc.collect()
        kept = (inside.wp.Kernel, inside.wp.Function, inside.wp.Module)
        return {
            "user_modules": len(context.user_modules),
            "key_counts": len(context.function_key_counts),
            "dependents": sum(len(m.dependents) for m in context.user_modules.values()),
            "sources": len(inside.wp._src.codegen._shared_function_sources),
            "sys.modules": len(sys.modules),
            "linecache": len(linecache.cache),
            "objects": sum(isinstance(thing, kept) for thing in gc.get_objects()),
        }

    kernels = [*sources().items(), ("bad", MIXED), ("bad", RECURSIVE), ("bad", "1/0")]
    inside.build(kernels)
    before = sizes()
    for round_ in range(13):
        renamed = [(name, f"{source}\n# {round_}\n") for name, source in kernels]
        inside.build(renamed, targets=("cpu",))
    assert sizes() == before
