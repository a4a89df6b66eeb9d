"""Backward passes: right ones pass, planted faults show, and what is left out says why."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import InProcess
from test_emulated import plant
from test_reference import drawn
from test_run_check import arg, kernel, launch
from warploom.protocol import BuildRequest, KernelSource, Verdict
from warploom.verdict import GRADIENT_MISMATCH, OUT_OF_BOUNDS, PASS, UNSUPPORTED, Outcome

DEVICES = {"cpu": "gradient", "cuda": "emulated-gradient"}

# Two inputs and an output of floats, and `a` again as `x`.
PARAMETERS = "a: wp.array(dtype=float), b: wp.array(dtype=float), o: wp.array(dtype=float)"
REFERENCE = """\
{notes}struct Arguments {{
  wp::array_t<wp::float32> a;
  wp::array_t<wp::float32> b;
  wp::array_t<wp::float32> o;
}};
template <int N> static void Launch(const wp::launch_bounds_t<N>& bounds, const Arguments& args) {{
  wl::for_each_thread(bounds, [&] {{
    const int i = wl::thread[0];
    const wp::float32 x = wl::at(args.a, i);
    {body};
  }});
}}
"""


def run(inside: InProcess, kernels: list[KernelSource], *targets: str) -> list[Verdict]:
    chosen = list(targets or DEVICES)
    request = BuildRequest(kernels, chosen, frozenset({"backward"}), False, True)
    return inside.builder.build(request)[0]


def gradients(verdict: Verdict) -> list[Outcome]:
    return [outcome for outcome in verdict.outcomes if outcome.device in DEVICES.values()]


def written(body: str, reference: str, notes: str = "", of_a: dict | None = None) -> KernelSource:
    """A kernel of 70 threads, whose body in Python and in C++ reads `a[i]` as x."""
    plan = launch(
        [70],
        arg("a", "array1<float32>", [70], **(of_a or {"range": [0.5, 2]})),
        arg("b", "array1<float32>", [3], range=[0.5, 2]),
        arg("o", "array1<float32>", [70], "zero"),
    )
    source = kernel(f"x = a[i]\n{body}", PARAMETERS)
    text = REFERENCE.format(notes=notes, body=reference)
    return KernelSource("k", source, json.loads(plan), text)


SMOOTH = written(
    "o[i] = wp.sin(x) * b[1] + x / b[0]",
    "wl::at(args.o, i) = wp::sin(x) * wl::at(args.b, 1) + x / wl::at(args.b, 0)",
)


def test_right_backward_passes_pass(inside: InProcess) -> None:
    sums = written(
        "wp.atomic_add(o, 0, x * x)\nif x > 1.0:\n    o[i + 1 - i] += b[0] * x",
        "wl::atomic_add(wl::at(args.o, 0), x * x);"
        " if (x > 1.0f) wl::atomic_add(wl::at(args.o, 1), wl::at(args.b, 0) * x)",
        notes="// rounding: atomic_add\n",
    )
    for verdict in run(inside, [SMOOTH, sums]):
        assert verdict.ok, verdict.reason
        assert [(one.device, one.verdict) for one in gradients(verdict)] == [
            ("gradient", PASS),
            ("emulated-gradient", PASS),
        ]


# One statement of the backward pass, and what is planted there.
FAULTS = {
    "the sign of a derivative": (r"wp::adj_add\(", "wp::adj_sub("),
    "the operands": (r"wp::adj_div\((var_\w+), (var_\w+),", r"wp::adj_div(\2, \1,"),
    "a sum that is dropped": (r"wp::adj_mul\([^;]*;", ";"),
    "a gradient that is not taken over": (r"wp::adj_address\(var_b,[^;]*;", ";"),
    "another function": (r"wp::adj_sin\(", "wp::adj_cos("),
    "one element": (r"(\n *wp::adj_address\(var_a,[^;]*;)", r" if (var_0 != 41) {\1 }"),
}


@pytest.mark.parametrize("target", DEVICES)
@pytest.mark.parametrize("fault", FAULTS)
def test_faults_planted_in_a_backward_pass_are_found(
    inside: InProcess, monkeypatch: pytest.MonkeyPatch, fault: str, target: str
) -> None:
    changed = plant(monkeypatch, lambda text: re.sub(*FAULTS[fault], text, count=1), target)
    verdict = run(inside, [SMOOTH], target)[0]
    assert changed == [True]
    found = next(one for one in gradients(verdict) if one.device == DEVICES[target])
    assert found.verdict == GRADIENT_MISMATCH, str(found)
    assert re.match(r"the derivative with regard to [ab] in a random direction is ", found.detail)
    assert verdict.stage == "run"
    assert verdict.reason == str(found)


def test_what_warp_documents_as_not_differentiable_is_left_out(inside: InProcess) -> None:
    doubled = "o[i] = x\no[i] *= x", "wl::at(args.o, i) = x * x"
    wrong, documented = run(
        inside, [written(*doubled), written(*doubled, "// gradient: in_place\n")], "cpu"
    )
    assert gradients(wrong)[0].verdict == GRADIENT_MISMATCH
    assert documented.ok
    found = gradients(documented)[0]
    assert (found.verdict, "In-Place Math" in found.detail) == (UNSUPPORTED, True)


# What cannot be compared, and words of the reason.
LEFT_OUT = {
    "a kink": (
        written(
            "o[i] = wp.abs(x) + b[0]",
            "wl::at(args.o, i) = wp::abs(x) + wl::at(args.b, 0)",
            of_a={"range": [0, 0]},
        ),
        "the reference has a kink",
    ),
    "rounding": (
        written(
            "y = (x + 30000.0) - 30000.0\no[i] = y * y",
            "const wp::float32 y = (x + wp::float32(30000.0)) - wp::float32(30000.0); "
            "wl::at(args.o, i) = y * y",
        ),
        "it agrees in double precision alone",
    ),
    "no derivative": (
        written("o[i] = wp.floor(x)", "wl::at(args.o, i) = wp::floor(x)"),
        "every derivative is zero",
    ),
    "no backward pass": (
        KernelSource(
            "k",
            SMOOTH.source.replace("@wp.kernel", "@wp.kernel(enable_backward=False)"),
            SMOOTH.launch,
            SMOOTH.reference,
        ),
        "enable_backward is False",
    ),
    "no reference": (KernelSource("k", SMOOTH.source, SMOOTH.launch), "it has no reference"),
}


def test_what_cannot_be_compared_is_left_out_with_the_reason(inside: InProcess) -> None:
    verdicts = run(inside, [source for source, _ in LEFT_OUT.values()], "cpu")
    for name, verdict in zip(LEFT_OUT, verdicts, strict=True):
        assert verdict.ok, f"{name}: {verdict.reason}"
        found = gradients(verdict)[0]
        assert found.verdict == UNSUPPORTED, name
        assert LEFT_OUT[name][1] in found.detail, name


def test_a_write_beside_a_gradient_is_found(
    inside: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(
        monkeypatch,
        lambda text: re.sub(
            r"wp::adj_address\(var_a,", "var_a.grad[-3] += 1.0f;\n    \\g<0>", text
        ),
        "cpu",
    )
    found = gradients(run(inside, [SMOOTH], "cpu")[0])[0]
    assert found.verdict == OUT_OF_BOUNDS
    assert "before the start of the gradient of a" in found.detail


def test_drawn_kernels_pass_or_say_why_not(inside: InProcess, tmp_path: Path) -> None:
    kernels = drawn(tmp_path / "kernels", "-n", 12, "--seed", 21, "--categories", "vector")
    outcomes = [one for verdict in run(inside, kernels) for one in gradients(verdict)]
    assert not [str(outcome) for outcome in outcomes if outcome.refuses]
    assert sum(outcome.verdict == PASS for outcome in outcomes) >= 8
