"""Compares the adjoint function of a kernel with differences of its reference.

For random cotangents c of the outputs y(x) the adjoint function gives g, the gradient of <c, y>.
For each array of floats and a random direction v, <g, v> must be the slope of <c, y(x + h v)>.
docs/verification.md has the rules.
"""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import ModuleType

import numpy as np

from warploom.emulated_grid import FORWARD
from warploom.fills import LaunchError
from warploom.gradient_arrays import Differentiable, Gradients, differentiable
from warploom.gradient_reasons import keeps_replaced
from warploom.gradient_slopes import (
    SINGLE,
    WIDE,
    LeftOut,
    Precision,
    Slope,
    Slopes,
    Views,
    dot,
    norm,
)
from warploom.gradient_texts import AdjointText
from warploom.launch_args import Arguments, make_arguments
from warploom.launch_rounds import Memory
from warploom.launchable import Launchable, Variant
from warploom.launcher import Launcher
from warploom.packing import cpu_dims
from warploom.verdict import (
    CPU,
    EMULATED,
    GRADIENT_DEVICE,
    GRADIENT_MISMATCH,
    OUT_OF_BOUNDS,
    PASS,
    REFERENCE,
    UNSUPPORTED,
    Outcome,
)
from warploom.victim import mark
from warploom.widening import NotWidened, WideTypes, widened_plan

# How far <g, v> may be from the slope, relative to the root of the sum of the squares of its
# terms: 2**12 units of rounding in float32, and in double precision what differences can tell.
_FLOAT32_SHARE = 2.0**-12
_HALF_SHARE = 2.0**-3
_WIDE_SHARE = 2.0**-20
_SINGLE_SHARE = 2.0**-5  # Where the reference has no form in double precision.

# A slope with a greater error than this says nothing.
_ROUGH_SHARE = 2.0**-4

# Other values and directions are drawn when the first are near a kink.
_DRAWS = 3


@dataclass(frozen=True)
class _Compared:
    """One array in one draw."""

    name: str
    by_adjoint: float
    slope: Slope
    size: float  # The root of the sum of the squares of the terms of `by_adjoint`.
    share: float  # Of the size, that rounding may cost.

    @property
    def differs(self) -> bool:
        allowed = self.share * self.size + self.slope.error
        return not abs(self.by_adjoint - self.slope.value) <= allowed

    @property
    def is_kink(self) -> bool:
        return abs(self.by_adjoint - self.slope.value) <= self.slope.kink

    @property
    def is_rough(self) -> bool:
        return self.slope.error > _ROUGH_SHARE * max(self.size, abs(self.slope.value))

    @property
    def is_zero(self) -> bool:
        return self.size == 0.0 and abs(self.slope.value) <= self.slope.error

    def __str__(self) -> str:
        return (
            f"the derivative with regard to {self.name} in a random direction is "
            f"{self.by_adjoint!r} by the adjoint function, {self.slope.value!r} by differences of "
            f"the reference (within {self.slope.error:.1e})"
        )


@dataclass(frozen=True)
class _Subject:
    """What is differentiated: a launch of the reference and its arguments."""

    arguments: Arguments
    arrays: list[Differentiable]
    launch: Callable[[], None]
    precision: Precision


class GradientCheck:
    """The check of one kernel, in a process that may die of it."""

    def __init__(self, wp: ModuleType, launcher: Launcher, kernel: Launchable) -> None:
        self._wp = wp
        self._launcher = launcher
        self._kernel = kernel

    def outcomes(self) -> list[Outcome]:
        """Returns the verdict on each backward pass."""
        texts = self._kernel.gradient
        if texts is None:
            return []
        return [self._outcome(device) for device in (CPU, EMULATED) if device in texts.adjoints]

    def _outcome(self, device: str) -> Outcome:
        name = GRADIENT_DEVICE[device]
        mark(name, "gradient")
        try:
            verdict, detail = self._verdict(device)
        except (LeftOut, NotWidened) as why:
            verdict, detail = UNSUPPORTED, str(why)
        except LaunchError as wrong:
            verdict, detail = UNSUPPORTED, f"the launch plan has no form for it: {wrong}"
        return Outcome(name, verdict, detail)

    def _verdict(self, device: str) -> tuple[str, str]:
        assert self._kernel.gradient is not None
        text = self._kernel.gradient.adjoints[device]
        why = ""
        for draw in range(_DRAWS):
            compared = self._compare(device, text, f"{self._kernel.seed}/{draw}")
            if isinstance(compared, str):
                return OUT_OF_BOUNDS, compared
            wrong = next((c for c in compared if c.differs and not c.is_kink), None)
            if wrong is not None:
                return GRADIENT_MISMATCH, str(wrong)
            if all(c.is_zero for c in compared):
                why = "every derivative is zero"
            elif any(c.differs for c in compared):
                why = "the reference has a kink"
            elif any(c.is_rough and not c.is_zero for c in compared):
                why = "the differences of two steps do not agree"
            else:
                return PASS, ""
        return UNSUPPORTED, why

    def _share(self, text: AdjointText, precision: Precision) -> float:
        if precision is SINGLE:
            return _SINGLE_SHARE
        if text.is_wide:
            return _WIDE_SHARE
        has_halves = "float16" in str(self._kernel.launch)
        has_halves |= "wp::float16" in self._kernel.generated.text
        return _HALF_SHARE if has_halves else _FLOAT32_SHARE

    def _compare(self, device: str, text: AdjointText, seed: str) -> list[_Compared] | str:
        """Returns the derivatives both ways, or where memory beside an array was written to."""
        random = _random(seed)
        subject = self._subject(seed)
        cotangents = {
            one.name: [_normal(random, view) for view in one.floats]
            for one in subject.arrays
            if one.is_output
        }
        if not cotangents:
            raise LeftOut("no output has floats")
        memory = Memory(subject.arguments, frozenset())
        slopes = Slopes(subject.arrays, memory, subject.launch, cotangents, subject.precision)
        gradients = self._gradients(device, text, seed, cotangents)
        if error := gradients.breach():
            return error
        share = self._share(text, subject.precision)
        replaced = keeps_replaced(self._kernel.generated.text)
        compared = []
        for one in subject.arrays:
            if one.name in replaced:
                continue
            way = [_direction(random, view) for view in slopes.floats(one.name)]
            found = gradients.of(one.name)
            slope = slopes.along(one.name, way)
            with np.errstate(invalid="ignore", over="ignore"):
                by_adjoint, size = dot(found, way), norm(found, way)
            compared.append(_Compared(one.name, by_adjoint, slope, size, share))
        return compared

    def _subject(self, seed: str) -> _Subject:
        """The reference and its arguments, in double precision where it has such a form."""
        kernel = self._kernel
        assert kernel.gradient is not None
        wide, narrow = kernel.gradient.wide_reference, kernel.reference
        assert wide is not None and narrow is not None  # GradientBuilder leaves out others.
        generated, plan = kernel.generated, kernel.launch
        used, precision = narrow, SINGLE
        if wide.error is None:
            types = WideTypes(self._wp).arguments(generated)
            generated, plan = replace(generated, arguments=types), widened_plan(plan)
            used, precision = wide, WIDE
        arguments = make_arguments(self._wp, generated.arguments, plan, seed)
        names = [name for name, _ in generated.arguments]
        packed = self._launcher.pack(generated, arguments.values)
        variant = Variant(REFERENCE, used.object_file, used.entry)
        dims = cpu_dims(plan)

        def launch() -> None:
            self._launcher.launch(variant, generated.kernel_dim, dims, packed)

        arrays = differentiable(self._wp, arguments, names)
        return _Subject(arguments, arrays, launch, precision)

    def _gradients(
        self, device: str, text: AdjointText, seed: str, cotangents: dict[str, Views]
    ) -> Gradients:
        """Runs the forward pass, and then the backward pass with these gradients of outputs."""
        kernel = self._kernel
        generated, plan = kernel.generated, kernel.launch
        if text.is_wide:
            types = WideTypes(self._wp).arguments(generated)
            generated, plan = replace(generated, arguments=types), widened_plan(plan)
        arguments = make_arguments(self._wp, generated.arguments, plan, seed)
        names = [name for name, _ in generated.arguments]
        arrays = differentiable(self._wp, arguments, names)
        dims = cpu_dims(plan)
        forward = Variant(CPU, text.forward_object, text.forward)
        packed = self._launcher.pack(generated, arguments.values)
        self._launcher.launch(forward, generated.kernel_dim, dims, packed)
        gradients = Gradients(self._wp, arguments, arrays)
        for name, views in cotangents.items():
            for to, values in zip(gradients.of(name), views, strict=True):
                to[...] = values
        backward = Variant(device, text.object_file, text.backward)
        if device == EMULATED:
            self._prepare_grid(backward, int(np.prod(dims)))
        self._launcher.launch_backward(
            backward, generated, dims, arguments.values, gradients.adjoints
        )
        return gradients

    def _prepare_grid(self, backward: Variant, threads: int) -> None:
        """Blocks of one thread each where a plan has tiles, else blocks of 256 (emulated_grid)."""
        emulate = self._launcher.entry(replace(backward, entry="wl_emulate"))
        block = 1 if "block_dim" in self._kernel.launch else 256
        sizes = (block, max(1, -(-threads // block)), 1, 1)
        emulate(*map(ctypes.c_uint, sizes), ctypes.c_int(FORWARD), None, 0)


def _random(seed: str) -> np.random.RandomState:
    digest = hashlib.sha256(f"{seed}\0gradient".encode()).digest()
    return np.random.RandomState(int.from_bytes(digest[:4], "little"))


def _normal(random: np.random.RandomState, view: np.ndarray) -> np.ndarray:
    """Cotangents, of few bits so that each type of floats has them."""
    return np.round(random.standard_normal(view.shape) * 64.0) / 64.0


def _direction(random: np.random.RandomState, view: np.ndarray) -> np.ndarray:
    """A direction in which each value moves by its size and a tenth of that of the others."""
    with np.errstate(invalid="ignore", over="ignore"):
        usual = float(np.sqrt(np.mean(view**2))) if view.size else 0.0
    usual = usual if 0.0 < usual < np.inf else 1.0
    share = random.uniform(0.5, 1.0, view.shape) * random.choice([-1.0, 1.0], view.shape)
    return np.asarray(share * (np.abs(view) + 0.1 * usual))
