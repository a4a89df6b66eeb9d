"""The text of a finding's show.py: the kernel, its arguments as literals, what is expected."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from warploom.case_gradient import gradient_outputs, gradient_text
from warploom.objects import FILLS

_MOST_LITERALS = 64  # Longer arrays are packed.

_WHY = {
    "MISMATCH": (
        "Expected is what the reference stores: the kernel's meaning by Warp's documentation as\n"
        "plain C++, which calls the same native functions on the same values."
    ),
    "GRADIENT_MISMATCH": (
        "Expected is the derivative of what the kernel stores; nothing in it is documented as not\n"
        "differentiable."
    ),
    "COMPILE_FAIL": (
        "Expected is that it builds: every operation has types that Warp's own table of builtins\n"
        "lists, and every variable is assigned before it is read."
    ),
}
_WHY_OTHER = "Expected is that the launch comes to its end: every access is within its array."

_HEAD = '''"""{title}

Found by warploom fuzz: seed {seed}, index {index}, attempt {attempt}, Warp {version}.
Drawn again by:
    warploom fuzz -o FOLDER --replay {id}

{why}

Needs warp-lang and NumPy{more}; exits with 1 when the fault shows, else with 0.
"""

import base64
import sys
import tempfile
import zlib

import numpy as np

import warp as wp

cache = tempfile.TemporaryDirectory()  # Not what another Warp has left in the usual one.
wp.config.kernel_cache_dir = cache.name
inf, nan = float("inf"), float("nan")
{options}
# ---- the kernel ----

{source}

# ---- {what} ----

kernel = next(iter({name}.overloads.values())) if {name}.is_generic else {name}
'''

_BUILD = """
try:
    {build}
except Exception as error:
    print("got:", type(error).__name__, error)
    print("expected: that it builds")
    sys.exit(1)
print("it builds")
"""

_BUILD_CPU = 'wp.load_module(kernel.module, device="cpu")'
_BUILD_CUDA = """import tempfile

    with tempfile.TemporaryDirectory() as folder:
        wp.compile_aot_module(kernel.module, arch=90, module_dir=folder)"""

_HELPERS = """types = {arg.label: arg.type for arg in kernel.adj.args}


def unpacked(text, dtype, shape):
    return np.frombuffer(zlib.decompress(base64.b64decode(text)), dtype).reshape(shape).copy()


arrays = {}


def array(name, warp_type):
    arrays[name] = wp.array(
        memory[name], dtype=warp_type.dtype, device="cpu", copy=False, requires_grad=with_gradients
    )
    return arrays[name]


def struct(warp_type, **fields):
    made = warp_type()
    for name, value in fields.items():
        setattr(made, name, value)
    return made

"""

_PLAIN_LAUNCH = """
memory = {{
{memory}}}
inputs = [
{inputs}]
"""

_OTHER_LAUNCH = """
# Its arguments are objects that warploom makes, such as meshes or Fabric arrays.
import json

from warploom.launch_args import kernel_types, make_arguments

launch = json.loads({launch!r})
arguments = make_arguments(wp, kernel_types(kernel), launch, {name!r}, {round!r})
memory = {{array.name: array.values for array in arguments.arrays}}
inputs = arguments.values
"""

_RUN = """
wp.{call}

expected = {{
{expected}}}
"""

_COMPARE = '''

def differs(got, wanted):
    """A bool for each value, or component; the bits count, but every NaN is one."""
    if got.dtype.names is not None:
        parts = [differs(got[name], wanted[name]) for name in got.dtype.names]
        return np.any([part.reshape(len(got.ravel()), -1).any(axis=1) for part in parts], axis=0)
    if got.dtype.kind != "f":
        return got != wanted
    bits = f"u{got.dtype.itemsize}"
    equal = np.ascontiguousarray(got).view(bits) == np.ascontiguousarray(wanted).view(bits)
    return ~(equal | (np.isnan(got) & np.isnan(wanted)))


wrong = False
for name, wanted in expected.items():
    where = np.argwhere(differs(memory[name], wanted))
    if len(where):
        wrong = True
        at = tuple(where[0])
        print(f"{name}{list(map(int, at))}: got {memory[name][at]!r}, expected {wanted[at]!r}")
print("the fault shows" if wrong else "all is as expected")
sys.exit(1 if wrong else 0)
'''


@dataclass
class Case:
    """One show.py in parts; `text` puts the numbers of the finding into its head."""

    body: str
    options: dict[str, Any] = field(default_factory=dict)
    needs_warploom: bool = False
    with_gradients: bool = False

    def text(self, finding: dict[str, Any], version: str) -> str:
        kernel = finding["reduced"]
        options = {"enable_backward": self.with_gradients, **self.options}
        return (
            _HEAD.format(
                title=f"{finding['verdict']} on {finding['device']} ({finding['stage']}).",
                seed=finding["seed"],
                index=finding["index"],
                attempt=finding["attempt"],
                version=version,
                id=finding["id"],
                why=_WHY.get(finding["verdict"], _WHY_OTHER),
                more=", and warploom for its arguments" if self.needs_warploom else "",
                options=f"wp.set_module_options({options!r})\n",
                source=kernel["source"].strip(),
                what="how it is built" if "it builds" in self.body else "how it is launched",
                name=kernel["name"],
            )
            + self.body
        )


def build_case(finding: dict[str, Any]) -> Case:
    """A kernel that Warp refuses, or whose code does not compile."""
    build = _BUILD_CUDA if finding["device"] == "cuda" else _BUILD_CPU
    return Case(_BUILD.format(build=build))


def launch_case(
    kernel: dict[str, str],
    plan: dict[str, Any],
    options: dict[str, Any],
    arguments: dict[str, Any],
    expected: dict[str, np.ndarray],
    with_gradients: bool = False,
) -> Case:
    """A kernel that stores something else than `expected`, or does not end well.

    With gradients its backward pass is looked at instead.
    """
    dims = tuple(plan["dims"])
    call = (
        f"launch_tiled(kernel, dim={dims}, inputs=inputs, block_dim={plan['block_dim']}, "
        'device="cpu")'
        if "block_dim" in plan
        else f'launch(kernel, dim={dims}, inputs=inputs, device="cpu")'
    )
    body = f"with_gradients = {with_gradients}\n{_HELPERS}"
    is_plain = all(_is_plain(argument) for argument in plan["args"])
    if is_plain:
        body += _PLAIN_LAUNCH.format(
            memory=_entries(arguments["arrays"], plan),
            inputs="".join(
                f"    {_value(argument, value, _type_of(argument['name']), argument['name'])},\n"
                for argument, value in zip(plan["args"], arguments["values"], strict=True)
            ),
        )
    else:
        body += _OTHER_LAUNCH.format(launch=kernel["launch"], name=kernel["name"], round="drawn")
    if with_gradients:
        body += gradient_text(call, gradient_outputs(plan), is_plain)
        return Case(body, options, needs_warploom=not is_plain, with_gradients=True)
    outputs = {
        name: values for name, values in expected.items() if _is_wanted(name, arguments, values)
    }
    body += _RUN.format(call=call, expected=_entries(outputs, plan)) + _COMPARE
    return Case(body, options, needs_warploom=not is_plain)


def _is_wanted(name: str, arguments: dict[str, Any], values: np.ndarray) -> bool:
    """Arrays that the reference leaves as they are would say nothing; but one always stays."""
    return arguments["arrays"][name].tobytes() != values.tobytes() or len(arguments["arrays"]) == 1


def _is_plain(plan: dict[str, Any]) -> bool:
    if plan["fill"] in FILLS or plan["type"].startswith(("indexed", "fabric")):
        return False
    return all(_is_plain(inner) for inner in plan.get("fields", []))


def _type_of(name: str) -> str:
    return f'types["{name}"]'


def _value(plan: dict[str, Any], value: Any, warp_type: str, path: str) -> str:
    """An expression for one argument."""
    if plan["shape"]:
        return f'array("{path}", {warp_type})'
    if "fields" in plan:
        parts = [
            f"{inner['name']}="
            + _value(
                inner,
                value[inner["name"]],
                f'{warp_type}.vars["{inner["name"]}"].type',
                f"{path}.{inner['name']}",
            )
            for inner in plan["fields"]
        ]
        return f"struct({', '.join([warp_type, *parts])})"
    if isinstance(value, list):
        return f"{warp_type}({', '.join(map(repr, value))})"
    return repr(value)


def _entries(arrays: dict[str, np.ndarray], plan: dict[str, Any]) -> str:
    return "".join(f'    "{name}": {_literal(name, values)},\n' for name, values in arrays.items())


def _literal(name: str, values: np.ndarray) -> str:
    shape = tuple(values.shape)
    if values.dtype.names is None and values.size <= _MOST_LITERALS:
        kind = values.dtype.name
        return f'np.array({values.ravel().tolist()!r}, "{kind}").reshape({shape})'
    packed = base64.b64encode(zlib.compress(values.tobytes())).decode()
    dtype = (
        f'"{values.dtype.name}"'
        if values.dtype.names is None
        else f"{_struct_type(name)}.dtype.numpy_dtype()"
    )
    return f'unpacked("{packed}", {dtype}, {shape})'


def _struct_type(path: str) -> str:
    first, *fields = path.split(".")
    return _type_of(first) + "".join(f'.vars["{name}"].type' for name in fields)
