"""Derivatives of a kernel's reference by central differences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from warploom.gradient_arrays import Differentiable
from warploom.launch_rounds import Memory


@dataclass(frozen=True)
class Precision:
    """Two steps, relative to the size of the values, for outputs that are rounded by `unit`.

    Rounding costs a difference of step h about unit / h of the outputs; what h leaves out is of the
    order of h**2.
    """

    steps: tuple[float, float]
    unit: float


WIDE = Precision((2.0**-20, 2.0**-22), 2.0**-53)
SINGLE = Precision((2.0**-11, 2.0**-12), 2.0**-24)

Views = list[np.ndarray]


class LeftOut(Exception):
    """Something that is not compared; the message says why."""


def dot(a: Views, b: Views) -> float:
    """The sum of the products, in double precision."""
    return float(sum(np.sum(x.astype(np.float64) * y) for x, y in zip(a, b, strict=True)))


def norm(a: Views, b: Views) -> float:
    """The root of the sum of the squares of the products."""
    products = (x.astype(np.float64) * y for x, y in zip(a, b, strict=True))
    return float(np.sqrt(sum(np.sum(product**2) for product in products)))


@dataclass(frozen=True)
class Slope:
    """A derivative, and what is known of it."""

    value: float
    error: float  # Of the value, by the differences of the two steps and by rounding.
    kink: float  # By how much the slopes on both sides of kinks differ, summed over outputs.


class Slopes:
    """Derivatives of <c, y>, y being what `launch` stores in arrays and c cotangents by name."""

    def __init__(
        self,
        arrays: list[Differentiable],
        memory: Memory,
        launch: Callable[[], None],
        cotangents: dict[str, Views],
        precision: Precision,
    ) -> None:
        self._arrays = {array.name: array for array in arrays}
        self._memory = memory
        self._launch = launch
        self._cotangents = cotangents
        self._precision = precision
        self._base = self._outputs()
        with np.errstate(invalid="ignore", over="ignore"):
            values = [norm(c, self._base[name]) for name, c in cotangents.items()]
            sizes = [_size(c, self._base[name]) for name, c in cotangents.items()]
        share = 4.0 * precision.unit / precision.steps[1]
        self._rounding = share * float(np.linalg.norm(values))
        self._bend_rounding = share * sum(sizes)

    def floats(self, name: str) -> Views:
        """The values of an array before a launch."""
        self._memory.restore()
        return self._arrays[name].floats

    def along(self, name: str, direction: Views) -> Slope:
        """The derivative with regard to one array. Raises LeftOut where outputs are not finite."""
        slopes, bends = [], []
        for step in self._precision.steps:
            up = self._outputs(name, direction, step)
            down = self._outputs(name, direction, -step)
            slopes.append(self._change(down, up) / (2.0 * step))
            bends.append(self._bend(down, up) / step)
        if not np.isfinite([*slopes, *bends]).all():
            raise LeftOut("an output is not finite")
        # The error of the second is a fifteenth of the difference where the function is smooth.
        error = 4.0 * abs(slopes[1] - slopes[0]) + self._rounding
        # What curvature adds to a bend gets less with the step, what kinks add does not.
        ratio = self._precision.steps[0] / self._precision.steps[1]
        kink = (ratio * bends[1] - bends[0]) / (ratio - 1.0)
        return Slope(slopes[1], error, kink if kink > self._bend_rounding else 0.0)

    def _outputs(
        self, name: str = "", direction: Views | None = None, step: float = 0.0
    ) -> dict[str, Views]:
        self._memory.restore()
        if direction is not None:
            for values, way in zip(self._arrays[name].floats, direction, strict=True):
                values += step * way
        self._launch()
        return {
            name: [view.copy() for view in self._arrays[name].floats] for name in self._cotangents
        }

    def _change(self, since: dict[str, Views], to: dict[str, Views]) -> float:
        with np.errstate(invalid="ignore", over="ignore"):
            return sum(
                dot(cotangent, [b - a for a, b in zip(since[name], to[name], strict=True)])
                for name, cotangent in self._cotangents.items()
            )

    def _bend(self, down: dict[str, Views], up: dict[str, Views]) -> float:
        """The sum of how much each output bends between the three launches."""
        total = 0.0
        with np.errstate(invalid="ignore", over="ignore"):
            for name, cotangent in self._cotangents.items():
                parts = zip(down[name], self._base[name], up[name], strict=True)
                total += _size(cotangent, [(c - b) - (b - a) for a, b, c in parts])
        return total


def _size(a: Views, b: Views) -> float:
    """The sum of the absolute values of the products."""
    return float(sum(np.sum(np.abs(x * y)) for x, y in zip(a, b, strict=True)))
