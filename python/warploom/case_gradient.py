"""The end of a gradient finding's show.py: wp.Tape against differences of the launch itself."""

from __future__ import annotations

from typing import Any

_TEXT = """
# ---- its gradients ----
# With random gradients of the outputs, each array is moved in a random direction: the derivative
# by wp.Tape, and by differences of what the kernel itself stores, at two steps.

outputs = [name for name in {outputs!r} if name in arrays]
if not outputs:
    print("no output has floats in an array that Warp gives a gradient: nothing is compared")
    sys.exit(0)
start = {{name: values.copy() for name, values in memory.items()}}
random = np.random.RandomState(1)


def floats(values):
    if values.dtype.names is not None:
        return [part for name in values.dtype.names for part in floats(values[name])]
    return [values] if values.dtype.kind == "f" else []


def stored(moved="", way=(), step=0.0):
    for name, values in memory.items():
        values[...] = start[name]
    for values, by in zip(floats(memory[moved]) if moved else [], way):
        values += step * by
    wp.{call}
    return [part.astype(float) for name in outputs for part in floats(memory[name])]


cotangents = [np.round(random.standard_normal(part.shape), 2) for part in stored()]
stored()
tape = wp.Tape()
with tape:
    wp.{call}
left = iter(cotangents)
for name in outputs:
    for part in floats(arrays[name].grad.numpy()):
        part[...] = next(left)
tape.backward()
wrong = False
for name in arrays:
    way = [(np.abs(part) + 0.1) * random.choice([-1.0, 1.0], part.shape)
           for part in floats(start[name])]
    terms = [part * by for part, by in zip(floats(arrays[name].grad.numpy()), way)]
    by_tape = float(sum(map(np.sum, terms)))
    slopes = []
    for step in (2.0**-8, 2.0**-10):
        change = [b - a for a, b in zip(stored(name, way, -step), stored(name, way, step))]
        slopes.append(sum(float(np.sum(c * d)) for c, d in zip(cotangents, change)) / (2.0 * step))
    allowed = 0.05 * sum(float(np.sum(part**2)) for part in terms) ** 0.5
    allowed += 4.0 * abs(slopes[0] - slopes[1])
    if not abs(by_tape - slopes[1]) <= allowed:
        wrong = True
        print(f"{{name}}: got the derivative {{by_tape:.6g}}, expected {{slopes[1]:.6g}}")
print("the fault shows" if wrong else "all is as expected")
sys.exit(1 if wrong else 0)
"""


# Behind arguments that warploom makes.
_OTHER_ARRAYS = """
# Only these have gradients: not indexed and Fabric arrays, and not what meshes and volumes hold.
from warploom.gradient_arrays import Gradients, differentiable

found = differentiable(wp, arguments, [argument["name"] for argument in launch["args"]])
gradients = Gradients(wp, arguments, found)
arrays = {one.name: one.array for one in found}
"""


def gradient_text(call: str, outputs: list[str], is_plain: bool) -> str:
    """Behind the arguments: `memory` and `inputs`, and, for plain ones, `arrays` by name."""
    return ("" if is_plain else _OTHER_ARRAYS) + _TEXT.format(call=call, outputs=outputs)


def gradient_outputs(plan: dict[str, Any]) -> list[str]:
    """The names of the arrays of outputs, those in structs too."""
    found: list[str] = []

    def add(argument: dict[str, Any], path: str, is_output: bool) -> None:
        if argument["shape"]:
            found.extend([path] if is_output else [])
            return
        for inner in argument.get("fields", []):
            add(inner, f"{path}.{inner['name']}", is_output or inner["is_output"])

    for argument in plan["args"]:
        add(argument, argument["name"], argument["is_output"])
    return found
