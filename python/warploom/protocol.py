"""The worker's messages (docs/protocol.md): requests are checked here, replies are made here."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from warploom.codegen import TARGETS
from warploom.reference_notes import unsupported_reason
from warploom.verdict import Outcome

INCLUDES = ("backward", "module", "ptx", "bundle")
_KNOWN_ARCHS = range(50, 1000)


class ProtocolError(Exception):
    """A request that the worker does not understand."""


@dataclass(frozen=True)
class KernelSource:
    """One kernel of a request."""

    name: str
    source: str
    launch: dict[str, Any] | None = None  # How to run it; asked for by `run`.
    reference: str | None = None  # C++ that the run is compared with.
    no_reference: str | None = None  # Why there is none, if that is known.


@dataclass(frozen=True)
class BuildRequest:
    """A checked request of op "build"."""

    kernels: list[KernelSource]
    targets: list[str]
    include: frozenset[str]
    compile: bool
    run: bool = False
    io: bool = False  # Also tell the inputs and outputs of runs.
    archs: tuple[int, ...] = ()  # The GPUs that a bundle has machine code for.


@dataclass
class Verdict:
    """What became of one kernel; `ir` has one entry per asked target unless it was refused."""

    stage: str = ""
    reason: str = ""
    ir: list[dict[str, str]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)  # Of each device that ran it.
    io: list[dict[str, Any]] | None = None  # Rows of io_rows.py, if they are asked for.

    def refuse(self, stage: str, reason: str) -> None:
        self.stage, self.reason, self.ir = stage, reason, []

    @property
    def ok(self) -> bool:
        return not self.stage

    def message(self) -> dict[str, Any]:
        if self.ok:
            message: dict[str, Any] = {"ok": True, "ir": self.ir}
            if self.io is not None:
                message["io"] = self.io
        else:
            message = {"ok": False, "stage": self.stage, "reason": self.reason}
        if self.outcomes:
            message["outcomes"] = [outcome.message() for outcome in self.outcomes]
        return message


def request_id(message: Any) -> int:
    """Returns the request's id, or 0 when it has none that can be answered."""
    number = message.get("id") if isinstance(message, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else 0


def parse_build(message: Any) -> BuildRequest:
    """Returns the request in a JSON value. Raises ProtocolError."""
    if not isinstance(message, dict):
        raise ProtocolError("a request must be a JSON object")
    if not isinstance(message.get("id"), int):
        raise ProtocolError("a request needs an integer id")
    if message.get("op") != "build":
        raise ProtocolError(f"unknown op {message.get('op')!r}; this worker knows: build")
    targets = _words(message, "targets", TARGETS)
    if not targets:
        raise ProtocolError("targets must name at least one of: " + ", ".join(TARGETS))
    for key in ("compile", "run", "io"):
        if not isinstance(message.get(key, True), bool):
            raise ProtocolError(f"{key} must be true or false")
    kernels = message.get("kernels")
    if not isinstance(kernels, list):
        raise ProtocolError("kernels must be a list")
    run = message.get("run", False)
    include = frozenset(_words(message, "include", INCLUDES))
    launches = run or "bundle" in include
    return BuildRequest(
        kernels=[_kernel(at, kernel, launches) for at, kernel in enumerate(kernels)],
        targets=targets,
        include=include,
        compile=message.get("compile", True),
        run=run,
        io=message.get("io", False),
        archs=_archs(message) if "bundle" in include else (),
    )


def _archs(message: dict[str, Any]) -> tuple[int, ...]:
    archs = message.get("archs")
    if not isinstance(archs, list) or not all(
        type(arch) is int and arch in _KNOWN_ARCHS for arch in archs
    ):
        raise ProtocolError("archs must be a list of CUDA architectures, such as 90")
    return tuple(archs)


def _words(message: dict[str, Any], key: str, known: tuple[str, ...]) -> list[str]:
    words = message.get(key, [])
    if not isinstance(words, list) or not all(word in known for word in words):
        raise ProtocolError(f"{key} must be a list of: {', '.join(known)}")
    if len(set(words)) != len(words):
        raise ProtocolError(f"{key} must not repeat a word")
    return words


def _kernel(at: int, kernel: Any, run: bool) -> KernelSource:
    if not isinstance(kernel, dict):
        raise ProtocolError(f"kernels[{at}] must be an object with name and source")
    for key in ("name", "source", "launch") if run else ("name", "source"):
        if not isinstance(kernel.get(key), str):
            raise ProtocolError(f"kernels[{at}].{key} must be a string")
    if not run:
        return KernelSource(kernel["name"], kernel["source"])
    reference = kernel.get("reference")
    if not isinstance(reference, str | None):
        raise ProtocolError(f"kernels[{at}].reference must be a string")
    why = None if reference is None else unsupported_reason(reference)
    return KernelSource(
        kernel["name"],
        kernel["source"],
        _launch(at, kernel),
        reference if why is None else None,
        no_reference=why,
    )


def _launch(at: int, kernel: dict[str, Any]) -> dict[str, Any]:
    """Returns the launch plan, which comes as text, the way a sample holds it."""
    try:
        launch = json.loads(kernel["launch"])
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"kernels[{at}].launch must be JSON: {error}") from None
    if not isinstance(launch, dict) or not {"dims", "args"} <= launch.keys():
        raise ProtocolError(f"kernels[{at}].launch must be an object with dims and args")
    return launch
