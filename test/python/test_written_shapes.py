"""Shapes of code that people write and that compilers get wrong: what Warp makes of them, and that
they are drawn."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT

BINARY = Path(os.environ.get("WARPLOOM_BIN", ROOT / "build" / "warploom"))
KERNELS = Path(__file__).with_name("written_shapes_child.py")
DRAWN = 6000


def test_warp_gives_the_right_values(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, KERNELS],
        capture_output=True,
        text=True,
        env={**os.environ, "WARP_CACHE_PATH": str(tmp_path)},
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "right" in result.stdout


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> list[ast.Module]:
    folder = tmp_path_factory.mktemp("drawn")
    subprocess.run(
        [BINARY, "synth", "-n", str(DRAWN), "--seed", "31", "-o", folder / "out"],
        check=True,
        capture_output=True,
    )
    return [ast.parse(file.read_text()) for file in sorted((folder / "out").glob("*.py"))]


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def returns_inside_a_loop(tree: ast.Module) -> bool:
    return any(
        isinstance(inner, ast.Return)
        for loop in ast.walk(tree)
        if isinstance(loop, ast.For | ast.While)
        for inner in ast.walk(loop)
    )


def uses_a_counter_again(tree: ast.Module) -> bool:
    for function in functions(tree):
        counters = {
            loop.target.id
            for loop in ast.walk(function)
            if isinstance(loop, ast.For) and isinstance(loop.target, ast.Name)
        }
        assigned = {
            target.id
            for node in ast.walk(function)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        if counters & assigned:
            return True
    return False


def arrays_of(function: ast.FunctionDef) -> set[str]:
    return {
        argument.arg
        for argument in function.args.args
        if argument.annotation and "array" in ast.unparse(argument.annotation)
    }


def asks_whether_an_array_is_there(tree: ast.Module) -> bool:
    for function in functions(tree):
        arrays = arrays_of(function)
        for node in ast.walk(function):
            operands = (
                node.values
                if isinstance(node, ast.BoolOp)
                else [node.test]
                if isinstance(node, ast.If)
                else []
            )
            if any(isinstance(x, ast.Name) and x.id in arrays for x in operands):
                return True
    return False


def writes_an_element_of_a_record(tree: ast.Module) -> bool:
    targets = [
        target
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AugAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return any(
        isinstance(target, ast.Subscript) and isinstance(target.value, ast.Attribute)
        for target in targets
    )


def slices_with_a_step(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.Slice) and node.step is not None for node in ast.walk(tree))


def names_a_condition(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Assign) and isinstance(node.value, ast.Compare | ast.BoolOp)
        for node in ast.walk(tree)
    )


def subscripts_a_tile_twice(tree: ast.Module) -> bool:
    tiles = {
        node.targets[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and ast.unparse(node.value).startswith("wp.tile_load(")
    }
    return any(
        isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Subscript)
        and isinstance(node.value.value, ast.Name)
        and node.value.value.id in tiles
        for node in ast.walk(tree)
    )


def calls_a_function_of_a_list(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Call)
        and ast.unparse(node.func) == "wp.static"
        and isinstance(node.args[0], ast.Subscript)
        and isinstance(node.args[0].value, ast.Tuple)
        for node in ast.walk(tree)
    )


def makes_a_constant_of_a_member(tree: ast.Module) -> bool:
    classes = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    return any(
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in classes
        for statement in tree.body
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
        for node in ast.walk(statement.value)
    )


# At least so many of 10,000 kernels.
SHAPES: list[tuple[Callable[[ast.Module], bool], int]] = [
    (returns_inside_a_loop, 100),
    (uses_a_counter_again, 20),
    (asks_whether_an_array_is_there, 40),
    (writes_an_element_of_a_record, 40),
    (slices_with_a_step, 5),
    (names_a_condition, 100),
    (subscripts_a_tile_twice, 5),
    (calls_a_function_of_a_list, 2),
    (makes_a_constant_of_a_member, 1),
]


def test_each_shape_is_drawn(trees: list[ast.Module]) -> None:
    counts = Counter({shape.__name__: sum(map(shape, trees)) for shape, _ in SHAPES})
    rare = {
        shape.__name__: counts[shape.__name__]
        for shape, least in SHAPES
        if counts[shape.__name__] * 10_000 < least * DRAWN
    }
    assert not rare, counts
