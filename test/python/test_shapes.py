"""The shape figures: what they count of a kernel, and distances that know more from less."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections import Counter

import pytest
from conftest import ROOT
from shape_figures import MIXES, SIZES, distance, measure, percentile

MODULE = '''import warp as wp


@wp.func
def twice(x: float):
    return 2.0 * x


@wp.kernel
def step(x: wp.array2d[float], n: int, out: wp.array(dtype=wp.vec3, ndim=3)):
    """One step."""
    i, j = wp.tid()

    # Every second one.
    for k in range(n):
        while k > i:
            if k > 3:
                break
            elif k > 5:
                out[i, j, k] = wp.vec3(twice(x[i, j]))
    total_2 = x[i, j]
'''
IR = """static void step_cpu_kernel_forward(
    wp::launch_bounds_t<2> dim)
{
    // argument vars
    wp::array_t<wp::float32> var_x = _wp_args->x;
    wp::int32 var_n = _wp_args->n;
    wp::array_t<wp::vec_t<3, wp::float32>> var_out = _wp_args->out;
    State_0 var_s = _wp_args->s;
    // forward
    // wp.address(x)   <L 3>
    var_1 = wp::address(var_x, var_0);
    var_2 = wp::vec_t<3, wp::float32>(var_1);
    var_3 = wp::add(wp::add(var_1, var_1), var_1);
}
"""


@pytest.fixture(scope="module")
def figures() -> dict[str, Counter]:
    found = measure(MODULE, IR)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("Python lines", 13),
        ("IR lines", 14),
        ("IR bytes", len(IR)),
        ("arguments", 3),
        ("loop nesting", 2),
        ("block nesting", 3),
        ("helper functions called", 1),
    ],
)
def test_sizes(figures: dict[str, Counter], figure: str, value: int) -> None:
    assert figures[figure] == Counter([value])


def test_mixes(figures: dict[str, Counter]) -> None:
    assert figures["launch dimensions"] == Counter(["2"])
    assert figures["array dimensions"] == Counter(["2", "3"])
    assert figures["argument types"] == Counter(
        ["array<float32>", "int32", "array<vec_t<3, float32>>", "struct"]
    )
    assert figures["builtins"] == Counter({"address": 1, "vec_t": 1, "add": 2})
    assert figures["statements"]["If"] == 2
    assert figures["habits"]["comment line"] == figures["habits"]["docstring"] == 1
    assert (figures["habits"]["numbered name"], figures["habits"]["name"]) == (1, 4)


def test_what_is_no_kernel_is_left_out() -> None:
    assert measure("import warp as wp\n", "") is None


def test_distance() -> None:
    few, many = Counter(a=1, b=3), Counter(a=10, b=30)
    assert distance(few, many) == pytest.approx(0.0, abs=1e-6)
    assert distance(few, Counter(c=5)) == pytest.approx(1.0)
    assert 0.0 < distance(few, Counter(a=2, b=3)) < distance(few, Counter(a=3, b=1)) < 1.0
    assert math.isnan(distance(few, Counter()))


def test_percentiles() -> None:
    sizes = Counter({1: 50, 2: 40, 9: 10})
    assert [percentile(sizes, share) for share in (0.1, 0.5, 0.51, 0.9, 1.0)] == [1, 1, 2, 2, 9]


def test_facts_hold_every_figure() -> None:
    facts = json.loads((ROOT / "bench" / "data" / "real_shapes.json").read_text())
    assert facts["origin"]
    for corpus in facts["corpora"].values():
        assert set(corpus["figures"]) == {*SIZES, *MIXES}
        assert sum(corpus["figures"]["arguments"].values()) == corpus["kernels"]


def test_report_of_a_folder(tmp_path) -> None:
    (tmp_path / "step.py").write_text(MODULE)
    command = [
        sys.executable,
        str(ROOT / "bench" / "shapes.py"),
        str(tmp_path),
        "--against",
        "newton",
    ]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert text.startswith("1 kernels; real ones: newton: 1,603.")
    assert "| Python lines | 13 / 13 / 13 / 13 |" in text
    assert "**distance**" in text
