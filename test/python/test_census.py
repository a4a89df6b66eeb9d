"""Shapes of kernels: what counts as one, by hand; and what `coverage --against` tells of them."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from cli_program import complaint, run, run_well
from warploom.shapes import shapes_of
from warploom.warp_functions import find_functions

# Nothing that a census reads may run.
TRAP = 'raise SystemExit("this module was imported")\n'

SCALE = """import warp as wp

@wp.kernel
def scale(x: wp.array(dtype=float), n: int):
    '''Doubles the first element.'''
    i = wp.tid()
    if n:
        x[i] = 2.0
"""

# Without its `if`, which is all that `scale` has more.
FILL = """import warp as wp

@wp.kernel
def fill(x: wp.array(dtype=float)):
    i = wp.tid()
    x[i] = 2.0
"""

SCALE_SHAPES = """Assign < body
local < Assign.targets
local < Assign.targets < body
Call < Assign.value
Call < Assign.value < body
wp.tid < Call.func
wp.tid < Call.func < Assign.value
wp < wp.tid.value
wp < wp.tid.value < Call.func
If < body
p:scalar < If.test
p:scalar < If.test < body
Assign < If.body
Assign < If.body < body
Subscript < Assign.targets
Subscript < Assign.targets < If.body
p:array < Subscript.value
p:array < Subscript.value < Assign.targets
local < Subscript.slice
local < Subscript.slice < Assign.targets
c:float < Assign.value
c:float < Assign.value < If.body"""

# What of these `fill` lacks; the last four hold one of the first three, or differ only there.
LACKED = {"If < body", "p:scalar < If.test", "Assign < If.body"}
LACKED_LONG = {
    "p:scalar < If.test < body",
    "Assign < If.body < body",
    "Subscript < Assign.targets < If.body",
    "c:float < Assign.value < If.body",
}


def shapes(source: str) -> set[str]:
    found: dict = {}
    functions, names = find_functions(ast.parse(source))
    for function in functions:
        shapes_of(function, names, found)
    return {" < ".join(shape) for shape in found}


def test_shapes_of_a_kernel() -> None:
    assert shapes(SCALE) == set(SCALE_SHAPES.splitlines())


def test_a_module_name_changes_no_shape() -> None:
    other = SCALE.replace("import warp as wp", "import warp").replace("wp.", "warp.")
    assert shapes(other) == shapes(SCALE)
    assert shapes(SCALE.replace("import warp as wp\n", "")) == shapes(SCALE)


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        (": int", "scalar"),
        (": wp.float64", "scalar"),
        (": wp.array2d[wp.vec3]", "array"),
        (": wp.indexedarray(dtype=float)", "array"),
        (": wp.vec3", "value"),
        (": wp.types.vector(5, float)", "value"),
        (": Any", "value"),
        (": Particle", "struct"),
        (": sim.Particle", "struct"),
        ("", "other"),
    ],
)
def test_parameters_are_named_by_their_kind(annotation: str, kind: str) -> None:
    assert f"p:{kind} < Return.value" in shapes(f"@wp.func\ndef f(x{annotation}): return x\n")


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        ("for k in range(n): n", "counter < For.target"),
        ("for k in range(n):\n  k += 1", "rebound:counter+local < AugAdd.target"),
        ("a, b = n, n", "local < Tuple.elts"),
        ("n = 2", "rebound:local+p:scalar < Assign.targets"),
        ("return LIMIT", "outer < Return.value"),
        ("return min(n, 2)", "min < Call.func"),
        ("return not n", "UnaryOpNot < Return.value"),
        ("return n << 2", "BinOpLShift < Return.value"),
        ("return 1 < n <= 5 or n", "CmpLtLtE < BoolOpOr.values"),
        ("return wp.vec3(1.0).y", ".xyzw < Return.value"),
        ("return g.shape[0]", ".shape < Subscript.value"),
        ("return g.mass", ".attr < Return.value"),
        ("return wp.where(True, n, 'a')", "c:bool < Call.args"),
        ("return f(x=n)", "p:scalar < keyword.value"),
    ],
)
def test_nodes_are_named_by_what_counts(body: str, shape: str) -> None:
    assert shape in shapes(f"@wp.func\ndef f(n: int, g: G):\n {body}\n")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("import warp as w\n@w.kernel(enable_backward=False)\ndef k(): pass", 1),
        ("from warp import func as f\n@f\ndef k(): pass", 1),
        ("import warp.fem as fem\n@fem.cache.dynamic_kernel(suffix=1)\ndef k(): pass", 1),
        ("def make():\n if 1:\n  @wp.kernel\n  def k(): pass\n return k", 1),
        ("class A:\n @wp.func\n def f(): pass\n @wp.kernel\n def k(): pass", 2),
        ("import taichi as ti\n@ti.kernel\ndef k(): pass", 0),
        ("from numba.cuda import kernel\n@kernel\ndef k(): pass", 0),
        ("@mock.patch('a.make_kernel')\n@staticmethod\ndef k(): pass", 0),
        ("def kernel(): pass", 0),
    ],
)
def test_functions_are_found_by_their_decorators(text: str, count: int) -> None:
    assert len(find_functions(ast.parse(text))[0]) == count


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path / "data", fill=FILL)


def against(data: Path, real: object, *options: object, **environment: str) -> dict:
    done = run("coverage", data, "--against", real, "--json", *options, environment=environment)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_figures_of_a_folder(data: Path, tmp_path: Path) -> None:
    real = write(tmp_path / "real", a=TRAP + SCALE, b=FILL + SCALE.replace("scale", "scale_b"))
    told = against(data, real)
    assert (told["data"]["kernels"], told["real"]["kernels"], told["real"]["units"]) == (1, 3, 3)
    two, three = told["shapes"]
    # Of `fill`: what `scale` has outside its `if`, and the two statements in the outer block.
    outer = {"Subscript < Assign.targets < body", "c:float < Assign.value < body"}
    all_shapes = set(SCALE_SHAPES.splitlines()) | outer
    is_pair = {shape: shape.count("<") == 1 for shape in all_shapes}
    assert (two["all"], two["shown"]) == (sum(is_pair.values()), sum(is_pair.values()) - 3)
    assert (three["all"], three["shown"]) == (24, 24 - 7)
    assert (two["wholly"], three["wholly"]) == (1, 1)
    assert {" < ".join(row["shape"]): row["follows"] for row in told["missing"]} == {
        **dict.fromkeys(LACKED, False),
        **dict.fromkeys(LACKED_LONG, True),
    }
    assert {row["kernels"] for row in told["missing"]} == {2}
    row = next(row for row in told["missing"] if row["shape"] == ["p:scalar", "If.test"])
    assert (row["file"], row["line"], row["source"]) == ("a.py", 8, "if n:")


def test_text_lists_the_most_frequent_first(data: Path, tmp_path: Path) -> None:
    real = write(tmp_path / "real", a=SCALE, b=SCALE + "    while n:\n        n -= 1\n")
    lines = run_well("coverage", data, "--against", real).splitlines()
    assert lines[:2] == [
        f"{data}: 1 kernels and 0 functions",
        f"{real}: 2 kernels and 0 functions",
    ]
    at = next(i for i, line in enumerate(lines) if "never shown" in line)
    rows = [line.split(None, 1) for line in lines[at + 1 :: 2]]
    assert [int(count) for count, _ in rows] == sorted((int(c) for c, _ in rows), reverse=True)
    assert {shape for count, shape in rows if count == "2"} == LACKED - {"p:scalar < If.test"}
    places = dict(zip([shape for _, shape in rows], lines[at + 2 :: 2], strict=True))
    assert places["While < body"].strip() == "b.py:9: while n:"
    short = run_well("coverage", data, "--against", real, "--missing", 1).splitlines()
    assert short == [
        *lines[:at],
        lines[at].replace(f": {len(rows)} of", ": 1 of"),
        *lines[at + 1 :][:2],
    ]
    assert len(against(data, real, "--missing", 2)["missing"]) == 2


def test_a_package_is_found_and_not_imported(data: Path, tmp_path: Path) -> None:
    package = write(tmp_path / "path" / "trap_package", __init__=TRAP, one=SCALE)
    write(package / "inner", __init__=TRAP, two=TRAP + SCALE)
    (package.parent / "trap_module.py").write_text(TRAP + SCALE)
    for name, files in {
        "trap_package": {"trap_package/inner/two.py", "trap_package/one.py"},
        "trap_package.inner": {"trap_package/inner/two.py"},
        "trap_package.inner.two": {"trap_package/inner/two.py"},
        "trap_module": {"trap_module.py"},
    }.items():
        told = against(data, name, PYTHONPATH=str(package.parent))
        assert told["real"]["kernels"] == len(files)
        assert {row["file"] for row in told["missing"]} <= files


def test_hidden_folders_do_not_count(data: Path, tmp_path: Path) -> None:
    real = write(tmp_path / "real", a=SCALE)
    write(real / ".venv", b=SCALE)
    assert against(data, real)["real"]["units"] == 1


@pytest.mark.parametrize("key", ["python_source", "python_code"])
def test_lines_of_json_are_one_kernel_each(key: str, data: Path, tmp_path: Path) -> None:
    real = tmp_path / "real.jsonl"
    both = SCALE + "\n@wp.func\ndef f(x: float):\n    return -x\n"
    real.write_text("".join(json.dumps({key: text}) + "\n" for text in (both, FILL)))
    told = against(data, real)
    assert (told["real"]["kernels"], told["real"]["functions"], told["real"]["units"]) == (2, 1, 2)
    assert told["shapes"][1]["wholly"] == 1
    assert {row["file"] for row in told["missing"]} == {f"{real}:1"}
    assert [row["wholly"] for row in against(real, data)["shapes"]] == [1, 1]


def test_texts_that_do_not_parse_are_told(data: Path, tmp_path: Path) -> None:
    real = write(tmp_path / "real", a=SCALE, b=SCALE + "else:\n", c="print 'no kernels here'\n")
    told = against(data, real)["real"]
    assert (told["kernels"], told["unreadable"]) == (1, 1)
    assert told["first_unreadable"].startswith("b.py: SyntaxError: ")
    assert "1 texts are not Python" in run_well("coverage", data, "--against", real)


@pytest.mark.slow
def test_datasets_on_both_sides(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_well("generate", "-n", 4, "-o", out, "--check", "codegen", "--no-progress")
    assert [row["shown"] == row["all"] > 50 for row in against(out, out)["shapes"]] == [True, True]
    texts = {path.stem: json.loads(path.read_text()) for path in out.glob("json/cpu/*/*.json")}
    folder = write(tmp_path / "same", **{k: text["python_code"] for k, text in texts.items()})
    for real in (out, data):
        assert against(folder, real)["shapes"] == against(out, real)["shapes"]
    assert {row["file"] for row in against(data, out)["missing"]} <= texts.keys()


def test_many_kernels_are_read_by_all_processes(tmp_path: Path) -> None:
    folder = tmp_path / "drawn"
    run_well("synth", "-n", 300, "-o", folder)
    lines = tmp_path / "drawn.jsonl"
    texts = [path.read_text() for path in sorted(folder.glob("*.py"))]
    lines.write_text("".join(json.dumps({"python_code": text}) + "\n" for text in texts))
    by_hand = set().union(*map(shapes, texts))
    told = against(folder, lines)
    assert told["missing"] == []
    assert told["real"]["units"] == told["data"]["kernels"] == 300
    assert [row["shown"] for row in told["shapes"]] == [
        sum(shape.count("<") == 1 for shape in by_hand),
        len(by_hand),
    ]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("--against NO", '"NO" is not a folder'),
        ("--against no.such.package", "or a package of"),
        ("--against REAL/empty", "wp.kernel or wp.func"),
        ("--against REAL/list.jsonl", "list.jsonl:2 has no text python_source or python_code"),
        ("--against REAL/bad.jsonl", "bad.jsonl:1 is not JSON"),
        ("--against REAL/broken", "the first is k.py: SyntaxError"),
        ("--against json.decoder", "wp.kernel or wp.func"),
        ("--against sys", "is not a folder"),
        ("--against REAL --missing few", "--missing takes a whole number"),
        ("--against REAL --left-out", "--left-out or --against"),
        ("--missing 3", "--missing only with --against"),
        ("--python python3", "--python only with --against"),
        ("--against=", "--against needs"),
    ],
)
def test_wrong_use_is_one_sentence(options: str, words: str, data: Path, tmp_path: Path) -> None:
    real = write(tmp_path / "real", a=SCALE)
    write(real / "empty", b="import warp as wp\n")
    write(real / "broken", k=SCALE + "else:\n")
    (real / "list.jsonl").write_text(json.dumps({"python_code": SCALE}) + "\n[]\n")
    (real / "bad.jsonl").write_text("{\n")
    arguments = options.replace("REAL", str(real)).split(" ")
    assert words in complaint(run("coverage", data, *arguments), 2)


def test_data_without_kernels_is_wrong_use(data: Path, tmp_path: Path) -> None:
    empty = write(tmp_path / "empty")
    assert f"{empty}: no function" in complaint(run("coverage", empty, "--against", data), 2)
    assert "is not a folder" in complaint(run("coverage", tmp_path / "no", "--against", data), 2)


def test_a_python_that_fails_is_told(data: Path, tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexit 7\n")
    python.chmod(0o755)
    done = run("coverage", data, "--against", data, "--python", python)
    assert "the Python process exited with status 7" in complaint(done, 1)
