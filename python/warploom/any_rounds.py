"""Launches a kernel through `wp.launch`, and its reference, round after round with equal values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from warploom.any_comparison import Stored, difference
from warploom.any_warp import References, launch
from warploom.launch_args import ROUNDS, kernel_types, make_arguments
from warploom.packing import cpu_dims


@dataclass(frozen=True)
class Launched:
    """What one round has stored; `reference` is None for a kernel that has none."""

    round_name: str
    ours: Stored
    reference: Stored | None

    @property
    def difference(self) -> str | None:
        """Says where the two differ; None if nowhere."""
        return None if self.reference is None else difference(self.ours, self.reference)


def _without_limit(_round_name: str) -> AbstractContextManager[None]:
    return nullcontext()


class Rounds:
    """The launches of one kernel with the values of `plan` and `seed`.

    `numbers` of its source are among the special values.
    Each launch runs within what `around` gives for the round's name.
    """

    def __init__(
        self,
        wp: ModuleType,
        kernel: Any,
        plan: dict[str, Any],
        seed: str,
        numbers: Sequence[float] = (),
        around: Callable[[str], AbstractContextManager[None]] = _without_limit,
    ) -> None:
        self._wp = wp
        self._kernel = kernel
        self._plan = plan
        self._seed = seed
        self._numbers = numbers
        self._around = around

    def run(self, references: References, at: int) -> Iterator[Launched]:
        """Yields round after round; reference `at`, if there is one, runs after the kernel."""
        dims = cpu_dims(self._plan)
        for name in ROUNDS:
            ours = self._stored(
                name, lambda values: launch(self._wp, self._kernel, self._plan, values)
            )
            reference = None
            if references.has(at):
                reference = self._stored(
                    name, lambda values: references.launch(at, self._kernel, dims, values)
                )
            yield Launched(name, ours, reference)

    def _stored(self, round_name: str, launches: Callable[[list[Any]], None]) -> Stored:
        arguments = make_arguments(
            self._wp,
            kernel_types(self._kernel),
            self._plan,
            self._seed,
            round_name,
            self._numbers,
        )
        before = [array.values.tobytes() for array in arguments.arrays]
        with self._around(round_name):
            launches(arguments.values)
        return Stored(arguments.arrays, before)
