"""Every entry of docs/warp_findings.md still holds: its kernel does what the document says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

FOLDER = Path(__file__).with_name("findings")
DOCUMENT = ROOT / "docs" / "warp_findings.md"

# Words of the error that the definition or code generation ends with.
REFUSED = {
    "unrolled_counter": "Input types must be the same, got ['float64', 'int32']",
    "unrolled_break": "list index out of range",
    "norm_of_doubles": "Input types must be the same, got ['float32', 'float64']",
    "static_keyword": "invalid syntax",
    "texture_dtype": "unsupported texture type `float32`",
    "chained_element": "Cannot chain comparisons of unequal types",
    "swapped_elements": "with different type (wp.ref[float32])",
    "generic_keyword": "Couldn't find function overload for 'scaled'",
    "annotated_replay": "object has no attribute '__name__'",
    "negated_struct": "Couldn't find function overload for 'neg'",
    "tuple_item": "Couldn't find function overload for 'extract'",
    "unpacked_vector": "object of type 'Var' has no len()",
    "augmented_operator": "atomic_add() operations only work on arrays",
    "global_struct": "Invalid external reference type",
}
# Words of the compiler for the CPU on code that Warp generated without an error.
NOT_COMPILED = {
    "adjoint_outside": "undeclared identifier 'adj_",
    "compared_vectors": "invalid operands to binary expression",
    "compared_structs": "invalid operands to binary expression",
    "mixed_lower_bound": "no matching function for call to 'lower_bound'",
    "mixed_svd3": "no matching function for call to 'svd3'",
    "quaternion_minimum": "no matching function for call to 'min'",
    "half_as_bool": "ambiguous conversion",
    "snippet_comment": "function definition is not allowed here",
    "annotated_gradient": "undeclared identifier 'cast_float'",
    "static_struct": "unknown type name 'Settings_",
    "unrolled_remainder": "call to 'mod' is ambiguous",
    "batched_dense": "no member named 'dense_chol_batched'",
}
# What a launch gives or the generated C++ says, and what Python gives or would be right.
RESULTS = {
    "unpacked_elements": ([100.0, 2.0, 100.0, 2.0], [100.0, 2.0, 1.0, 2.0]),
    "floor_and_modulo": ([-7, -4, -1, -7.0, -4.0, -1.0], [-7, -4, 1, -7.0, -4.0, 1.0]),
    "negated_zero": ([1.0, 3.14], [-1.0, -3.14]),
    "compared_signs": ([False], [True]),
    "overloads_by_dimensions": ([2], [6]),
    "captured_constants": (1, 2),
    "loop_else": ([2, 0], [2, 7]),
    "one_branch": ([3.0], "an UnboundLocalError"),
    "foreign_function": ([57.3], [1.0]),
    "default_argument": (
        "Error launching kernel 'scaled', passed 1 arguments but kernel requires 2.",
        [3.0],
    ),
    "precompiled_headers": ([1, 0], [1, 1]),
    "grouped_winding": ([False, True], [True, True]),
    "sorted_infinity": (
        [[1.0, 2.0, 3.4028234663852886e38], [30, 20, 0]],
        [[1.0, 2.0, float("inf")], [30, 20, 10]],
    ),
    "replaced_extreme": ([9.0, 4.0, 1.0], [9.0, 0.0, 1.0]),
    "shape_adjoint": ([0.0, 3.0, 0.0, 0.0, 3.0], [0.0, 0.0, 0.0, 0.0, 6.0]),
    "unrolled_index": (
        [
            "wp::float64 var_1;",
            "var_2 = wp::address(var_values, var_1);",
            "var_1 = 0;",
            "var_5 = wp::mul(var_3, var_1);",
        ],
        "a constant, or an assignment before the address",
    ),
}
# Words of the compiler for CUDA on what compiles for the CPU.
ONLY_CUDA = {
    "bfloat16_qr": 'more than one instance of overloaded function "rsqrt"',
    "bool_vector_field": 'no instance of overloaded function "atomicAdd"',
}

pytestmark = pytest.mark.slow


def answers(target: str, names: list[str]) -> dict[str, dict]:
    script = [sys.executable, str(Path(__file__).with_name("findings_child.py")), target]
    files = [str(FOLDER / f"{name}.py") for name in names]
    done = subprocess.run([*script, *files], capture_output=True, text=True, check=True)
    return {found["name"]: found for found in map(json.loads, done.stdout.splitlines())}


@pytest.fixture(scope="module")
def cpu() -> dict[str, dict]:
    return answers("cpu", [*REFUSED, *NOT_COMPILED, *RESULTS, *ONLY_CUDA])


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, cpu: dict[str, dict]) -> None:
    assert not cpu[name]["ok"]
    assert REFUSED[name] in cpu[name]["error"]
    assert cpu[name]["said"] == ""  # It never reached a compiler.


@pytest.mark.parametrize("name", NOT_COMPILED)
def test_accepted_but_not_compiled(name: str, cpu: dict[str, dict]) -> None:
    assert "build failed" in cpu[name]["error"]
    assert NOT_COMPILED[name] in cpu[name]["said"]


@pytest.mark.parametrize("name", RESULTS)
def test_result(name: str, cpu: dict[str, dict]) -> None:
    found, right = RESULTS[name]
    assert cpu[name]["result"] == found != right, cpu[name]


def test_compiled_for_the_cpu_alone(cpu: dict[str, dict]) -> None:
    for name, found in answers("cuda", list(ONLY_CUDA)).items():
        assert cpu[name]["ok"]
        assert "build failed" in found["error"]
        assert ONLY_CUDA[name] in found["said"]


def test_the_document_links_to_every_kernel_and_tells_what_it_shows() -> None:
    linked = re.findall(r"\]\(\.\./test/python/findings/(\w+)\.py\)", DOCUMENT.read_text())
    tested = [*REFUSED, *NOT_COMPILED, *RESULTS, *ONLY_CUDA]
    assert sorted(linked) == sorted(tested) == sorted(file.stem for file in FOLDER.glob("*.py"))
