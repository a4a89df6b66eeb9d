"""Builds a batch: imports and generates each kernel alone, then compiles all of them together."""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from warploom import codegen
from warploom.batch_compile import BatchCompiler
from warploom.capture import captured_stderr
from warploom.codegen import Generated
from warploom.extract import ExtractError, Parts, extract
from warploom.fresh_state import FreshState
from warploom.protocol import BuildRequest, KernelSource, Verdict
from warploom.source_module import imported

_MAX_REASON = 2000


class Refused(Exception):
    """A kernel that cannot become a sample, with the stage that found out."""

    def __init__(self, stage: str, reason: str) -> None:
        super().__init__(reason)
        self.stage = stage
        self.reason = reason


class Builder:
    """Answers build requests; there is one in a process, made right after Warp's import."""

    def __init__(self, wp: ModuleType, scratch: Path) -> None:
        self._wp = wp
        self._fresh = FreshState(wp)
        self._compiler = BatchCompiler(wp, scratch)

    def build(self, request: BuildRequest) -> tuple[list[Verdict], dict[str, float]]:
        """Returns one verdict per kernel, in order, and the seconds spent in each stage."""
        seconds = {"import": 0.0, "codegen": 0.0, "compile": 0.0}
        verdicts = []
        texts: list[list[Generated]] = []
        for kernel in request.kernels:
            verdict = Verdict()
            generated: list[Generated] = []
            try:
                generated = self._generate(kernel, request, seconds)
                verdict.ir = [_target_ir(text, request.include) for text in generated]
            except Refused as refused:
                verdict.refuse(refused.stage, refused.reason)
            verdicts.append(verdict)
            texts.append(generated)
        gc.collect()
        with _timed(seconds, "compile"):
            if request.compile:
                self._compile(verdicts, texts)
            if "ptx" in request.include:
                self._add_ptx(verdicts, texts)
        return verdicts, seconds

    def _generate(
        self, kernel: KernelSource, request: BuildRequest, seconds: dict[str, float]
    ) -> list[Generated]:
        """Returns one text per asked target; raises Refused. Leaves nothing behind in Warp."""
        try:
            # What the source or Warp prints is no part of an answer.
            with captured_stderr():
                return self._generate_in_fresh_state(kernel, request, seconds)
        finally:
            self._fresh.restore()

    def _generate_in_fresh_state(
        self, kernel: KernelSource, request: BuildRequest, seconds: dict[str, float]
    ) -> list[Generated]:
        stage = "import"
        try:
            with _timed(seconds, "import"):
                context = imported(kernel.source)
                module = context.__enter__()
            try:
                stage = "codegen"
                with _timed(seconds, "codegen"):
                    found = codegen.find_kernel(self._wp, module, kernel.name)
                    codegen.set_contract_options(found.module, "backward" in request.include)
                    return [codegen.generate(self._wp, found, t) for t in request.targets]
            finally:
                context.__exit__(None, None, None)
        except codegen.NoSuchKernel as error:
            raise Refused("import", str(error)) from None
        except BaseException as error:  # noqa: BLE001 - a source may raise SystemExit, too
            raise Refused(stage, describe(error)) from None

    def _compile(self, verdicts: list[Verdict], texts: list[list[Generated]]) -> None:
        """Compiles target after target; a kernel refused for one is not tried for the next."""
        for at_target in range(max(map(len, texts), default=0)):
            # An accepted kernel has a text for every target.
            at = [i for i, verdict in enumerate(verdicts) if verdict.ok]
            errors = self._compiler.compile(texts[i][at_target] for i in at)
            for i, error in zip(at, errors, strict=True):
                if error is not None:
                    verdicts[i].refuse("compile", _shortened(error))

    def _add_ptx(self, verdicts: list[Verdict], texts: list[list[Generated]]) -> None:
        """PTX is that of the kernel's own module, so each is compiled alone; cpu has none."""
        for verdict, generated in zip(verdicts, texts, strict=True):
            for at, text in enumerate(generated if verdict.ok else []):
                try:
                    ptx = self._compiler.ptx(text) if text.target == "cuda" else ""
                    verdict.ir[at]["ptx"] = ptx
                except RuntimeError as error:
                    verdict.refuse("compile", _shortened(str(error)))
                    break


def _target_ir(generated: Generated, include: frozenset[str]) -> dict[str, str]:
    try:
        parts: Parts = extract(generated)
    except (ExtractError, ValueError) as error:
        raise Refused("codegen", describe(error)) from None
    ir = {"target": generated.target, "preamble": parts.preamble, "forward": parts.forward}
    if "backward" in include:
        ir["backward"] = parts.backward
    if "module" in include:
        ir["module"] = generated.text
    return ir


def describe(error: BaseException) -> str:
    """Returns the same text for the same mistake: no folders, no addresses."""
    message: Any = re.sub(r"\b0x[0-9a-fA-F]{6,}", "0x...", str(error))
    message = re.sub(r"(?:/[^\s/:'\"]+)+/([^\s/:'\"]+)", r"\1", message)
    return _shortened(f"{type(error).__name__}: {message}".strip())


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_REASON else text[:_MAX_REASON] + "..."


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    start = time.monotonic()
    try:
        yield
    finally:
        seconds[stage] += time.monotonic() - start
