"""What became of a kernel on each device that ran it (docs/verification.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

PASS = "PASS"
MISMATCH = "MISMATCH"  # It stored what it should not: other bits than another device, above all.
OUT_OF_BOUNDS = "OUT_OF_BOUNDS"
COMPILE_FAIL = "COMPILE_FAIL"
CRASH = "CRASH"  # The launch did not come to its end, or a check inside it failed.
TIMEOUT = "TIMEOUT"
UNSUPPORTED = "UNSUPPORTED"  # The device cannot run it; counted by detail, refuses no kernel.
NONDETERMINISTIC = "NONDETERMINISTIC"
GRADIENT_MISMATCH = "GRADIENT_MISMATCH"

VERDICTS = (
    PASS,
    MISMATCH,
    OUT_OF_BOUNDS,
    COMPILE_FAIL,
    CRASH,
    TIMEOUT,
    UNSUPPORTED,
    NONDETERMINISTIC,
    GRADIENT_MISMATCH,
)

CPU = "cpu"  # The text that Warp generates for the CPU.
REFERENCE = "reference"  # What src/reference/ prints.
EMULATED = "emulated"  # The text that Warp generates for CUDA, on the host.
# The backward passes of these texts.
GRADIENT_DEVICE = {CPU: "gradient", EMULATED: "emulated-gradient"}


@dataclass(frozen=True)
class Outcome:
    """The verdict on one kernel on one device; `detail` is a sentence for people, "" for PASS."""

    device: str
    verdict: str
    detail: str = ""

    @property
    def refuses(self) -> bool:
        return self.verdict not in (PASS, UNSUPPORTED)

    def __str__(self) -> str:
        return f"{self.verdict} on {self.device}: {self.detail}"

    def message(self) -> dict[str, str]:
        return {"device": self.device, "verdict": self.verdict, "detail": self.detail}


def refusal(outcomes: Iterable[Outcome]) -> str | None:
    """Returns why a kernel with these outcomes may not be in a dataset; None if it may."""
    return next((str(outcome) for outcome in outcomes if outcome.refuses), None)
