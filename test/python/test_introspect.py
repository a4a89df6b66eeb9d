"""The committed builtin table is what the installed Warp says, and kernels agree with it."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
import warp as wp
from warploom import introspect_kernels
from warploom.introspect_calls import Call
from warploom.introspect_tiles import forms

REPOSITORY = Path(__file__).parents[2]
DATA = REPOSITORY / "data"
TABLES = tuple(f"{what}-{wp.__version__}.tsv" for what in ("overloads", "calls", "left_out"))
# The overloads that are asked for by a statement.
TILED = {(form.name, form.overload) for form in forms()}


def committed_calls() -> list[Call]:
    rows = (line.split("\t") for line in (DATA / TABLES[1]).read_text().splitlines()[2:])
    return [
        Call(name, int(index), tuple(a.split()), tuple(r.split())) for name, index, a, r in rows
    ]


@pytest.fixture(scope="module")
def calls() -> list[Call]:
    return committed_calls()


def test_a_rerun_gives_the_committed_bytes(tmp_path):
    path = os.pathsep.join([str(REPOSITORY / "python"), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": "4711"}
    command = [sys.executable, "-m", "warploom.introspect", "-o", str(tmp_path)]
    subprocess.run(command, check=True, env=environment)
    for table in TABLES:
        assert (tmp_path / table).read_bytes() == (DATA / table).read_bytes(), table


def test_rows_are_unique_and_sorted(calls):
    assert calls == sorted(set(calls))
    # On tiles, overloads with the same row differ in how a shape is written.
    ordinary = [c for c in calls if (c.name, c.overload) not in TILED]
    assert len({(c.name, c.args, c.results) for c in ordinary}) == len(ordinary)
    assert (DATA / TABLES[1]).stat().st_size < 3_000_000


def test_sampled_calls_have_these_types_in_real_kernels(calls, tmp_path):
    ordinary = [c for c in calls if (c.name, c.overload) not in TILED]
    sample = random.Random(7).sample(ordinary, 300)
    results = introspect_kernels.generate(introspect_kernels.Kernels(sample, {}), tmp_path).results
    assert [results.get(i, ()) for i in range(len(sample))] == [c.results for c in sample]


def test_a_wrong_row_would_be_noticed(calls, tmp_path):
    wrong = Call("dot", 0, ("vec3<float32>", "vec3<float32>"), ("float64",))
    with pytest.raises(RuntimeError, match="other types"):
        introspect_kernels.refused_by_compiler([wrong], {}, tmp_path)


def test_what_does_not_compile_is_found(tmp_path):
    good = Call("dot", 0, ("vec3<float32>", "vec3<float32>"), ("float32",))
    bad = Call("bool", 0, ("float16",), ("bool",))  # Warp's half converts in more than one way.
    vec3 = "vec3<float32>"
    no_cuda = Call("atomic_exch", 1, (f"array1<{vec3}>", "int32", vec3), (vec3,))
    refused = introspect_kernels.refused_by_compiler([good, bad, no_cuda], {}, tmp_path)
    assert set(refused) == {bad, no_cuda}
    assert "ambiguous" in refused[bad]
    assert refused[no_cuda].startswith("for cuda: no instance of overloaded function")


@pytest.mark.parametrize(
    ("name", "args", "results"),
    [
        ("mul", ("mat3x3<float32>", "vec3<float32>"), {("vec3<float32>",)}),
        ("mul", ("int32", "float32"), set()),
        ("svd3", ("mat3x3<float32>",), {("mat3x3<float32>", "vec3<float32>", "mat3x3<float32>")}),
        ("spatial_vector", ("vec3<float32>", "vec3<float32>"), {("vec6<float32>",)}),
        ("tid", (), {("int32",) * n for n in (1, 2, 3, 4)}),
        ("tile_sum", ("tile<vec3<float32>>",), {("tile<vec3<float32>>",)}),
        ("tile_argmax", ("tile<float32>",), {("tile<int32>",)}),
        ("mul", ("tile<vec3<float32>>", "float32"), {("tile<vec3<float32>>",)}),
    ],
)
def test_known_answers(calls, name, args, results):
    assert {c.results for c in calls if c.name == name and c.args == args} == results
