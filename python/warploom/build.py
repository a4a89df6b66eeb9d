"""Builds a batch: generates each kernel alone, then compiles and runs all of them together."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from warploom import codegen
from warploom.batch_compile import BatchCompiler, Unit, first_errors, module_unit, sample_unit
from warploom.bundle import BundleMaker
from warploom.capture import captured_stderr
from warploom.codegen import Generated
from warploom.emulated_build import Emulation
from warploom.extract import ExtractError, Parts, extract
from warploom.fresh_state import FreshState
from warploom.gradient_texts import GradientTexts
from warploom.jit import Jit
from warploom.launchable import Launchable
from warploom.literals import literals
from warploom.protocol import BuildRequest, KernelSource, Verdict
from warploom.reference_check import Reference
from warploom.run_check import RunChecker
from warploom.source_module import imported
from warploom.verdict import REFERENCE, UNSUPPORTED, Outcome, refusal

_MAX_REASON = 2000


class Refused(Exception):
    """A kernel that cannot become a sample, with the stage that refused it."""

    def __init__(self, stage: str, reason: str) -> None:
        super().__init__(reason)
        self.stage = stage
        self.reason = reason


class Builder:
    """Answers build requests; there is one in a process, made right after Warp's import."""

    def __init__(self, wp: ModuleType, scratch: Path) -> None:
        self._wp = wp
        self._fresh = FreshState(wp)
        self._jit = Jit(wp, scratch)
        self._compiler = BatchCompiler(self._jit)
        self._runner = RunChecker(wp, self._jit, scratch)
        self._scratch = scratch

    @cached_property
    def _bundles(self) -> BundleMaker:
        return BundleMaker(self._wp, self._jit, self._scratch)

    def build(self, request: BuildRequest) -> tuple[list[Verdict], dict[str, float]]:
        """Returns one verdict per kernel, in order, and the seconds spent in each stage."""
        seconds = {"import": 0.0, "codegen": 0.0, "compile": 0.0, "run": 0.0}
        verdicts = []
        units: list[list[Unit]] = []
        runs: list[Launchable | None] = []
        texts: list[list[Generated]] = []
        for kernel in request.kernels:
            verdicts.append(Verdict())
            units.append([])
            runs.append(None)
            emulation: Emulation | None = None
            texts.append([])
            try:
                texts[-1] = self._generate(kernel, request, seconds)
                for generated in texts[-1]:
                    if request.run and generated.target == "cpu":
                        runs[-1] = _launchable(generated, kernel, request)
                    if generated.target not in request.targets:
                        continue
                    parts = _parts(generated)
                    if (run := runs[-1]) is not None and generated.target == "cpu":
                        run.parts = parts
                    if request.run and generated.target == "cuda":
                        with_adjoint = "backward" in request.include
                        emulation = Emulation(generated, parts, with_adjoint=with_adjoint)
                    verdicts[-1].ir.append(_target_ir(generated, parts, request.include))
                    units[-1].append(_unit(generated, parts, request.include))
                if (run := runs[-1]) is not None:
                    run.emulation = emulation
            except Refused as refused:
                verdicts[-1].refuse(refused.stage, refused.reason)
        self._fresh.collect()
        with _timed(seconds, "compile"):
            if request.compile:
                self._compile(verdicts, units, _targets_to_compile(request))
            if "ptx" in request.include:
                self._add_ptx(verdicts, units)
            if "bundle" in request.include:
                self._add_bundles(verdicts, texts, request)
        with _timed(seconds, "run"):
            if request.run:
                self._run(verdicts, runs)
        return verdicts, seconds

    def _generate(
        self, kernel: KernelSource, request: BuildRequest, seconds: dict[str, float]
    ) -> list[Generated]:
        """Returns one text per asked target; raises Refused. Leaves nothing behind in Warp."""
        try:
            # What the source or Warp prints must not get into the reply.
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
                    bundle = "bundle" in request.include
                    runs = (request.run or bundle) and "cpu" not in request.targets
                    targets = [*request.targets, *(["cpu"] if runs else [])]
                    block_dim = (kernel.launch or {}).get("block_dim") if bundle else None
                    return codegen.generate(self._wp, found, targets, block_dim)
            finally:
                context.__exit__(None, None, None)
        except codegen.NoSuchKernel as error:
            raise Refused("import", str(error)) from None
        except BaseException as error:  # noqa: BLE001 - a source may raise SystemExit, too
            raise Refused(stage, describe(error)) from None

    def _compile(
        self, verdicts: list[Verdict], units: list[list[Unit]], targets: Sequence[str]
    ) -> None:
        """Compiles target after target; a kernel refused for one is not tried for the next."""
        for target in targets:
            # An accepted kernel has a unit for every target.
            at = [i for i, verdict in enumerate(verdicts) if verdict.ok]
            of_target = [next(u for u in units[i] if u.generated.target == target) for i in at]
            for i, error in zip(at, self._compiler.compile(of_target), strict=True):
                if error is not None:
                    verdicts[i].refuse("compile", _shortened(error))

    def _run(self, verdicts: list[Verdict], runs: list[Launchable | None]) -> None:
        """Runs what was accepted so far."""
        at = [i for i, verdict in enumerate(verdicts) if verdict.ok]
        of_each = self._runner.run(run for i in at if (run := runs[i]) is not None)
        for i, outcomes in zip(at, of_each, strict=True):
            run = runs[i]
            if run is not None and (error := self._compile_error(run)) is not None:
                verdicts[i].refuse("compile", _shortened(error))
                continue
            verdicts[i].outcomes = [
                replace(outcome, detail=_shortened(outcome.detail)) for outcome in outcomes
            ]
            if (why := refusal(outcomes)) is not None:
                verdicts[i].refuse("run", _shortened(why))
            elif run is not None and run.keeps_io:
                verdicts[i].io = run.io

    def _compile_error(self, run: Launchable) -> str | None:
        """Why a sample for cpu, which was compiled for its run alone, does not compile at all."""
        if run.parts is None or run.variants:
            return None
        return self._compiler.compile([sample_unit(run.generated, run.parts)])[0]

    def _add_bundles(
        self, verdicts: list[Verdict], texts: list[list[Generated]], request: BuildRequest
    ) -> None:
        """Adds to the cuda text of each kernel what runs it on a machine without Warp."""
        for verdict, kernel, generated in zip(verdicts, request.kernels, texts, strict=True):
            by_target = {text.target: text for text in generated}
            for ir in verdict.ir:
                if ir["target"] == "cuda":
                    made = self._bundles.make(
                        by_target["cpu"],
                        by_target["cuda"],
                        kernel.launch or {},
                        kernel.reference,
                        request.archs,
                    )
                    ir["bundle"] = json.dumps(made)

    def _add_ptx(self, verdicts: list[Verdict], units: list[list[Unit]]) -> None:
        """PTX is that of the kernel's own module, so each is compiled alone; cpu has none."""
        for verdict, of_targets in zip(verdicts, units, strict=True):
            for at, unit in enumerate(of_targets if verdict.ok else []):
                target = unit.generated.target
                try:
                    ptx = self._jit.ptx(unit.generated) if target == "cuda" else ""
                    verdict.ir[at]["ptx"] = ptx
                except RuntimeError as error:
                    verdict.refuse("compile", _shortened(first_errors(str(error), target)))
                    break


def _targets_to_compile(request: BuildRequest) -> list[str]:
    """The targets whose texts are compiled before they are run.

    What is run on the CPU is the text of the sample, so whether that compiles is known then.
    """
    is_run = request.run and "backward" not in request.include
    return [target for target in request.targets if target != "cpu" or not is_run]


def _launchable(generated: Generated, kernel: KernelSource, request: BuildRequest) -> Launchable:
    reference = Reference(generated, kernel.reference) if kernel.reference else None
    launch = kernel.launch or {}
    run = Launchable(
        generated,
        launch,
        kernel.name,
        reference=reference,
        numbers=literals(kernel.source),
        gradient=GradientTexts() if "backward" in request.include else None,
        keeps_io=request.io,
    )
    if kernel.no_reference is not None:
        run.outcomes.append(Outcome(REFERENCE, UNSUPPORTED, kernel.no_reference))
    return run


def _parts(generated: Generated) -> Parts:
    try:
        return extract(generated)
    except (ExtractError, ValueError) as error:
        raise Refused("codegen", describe(error)) from None


def _target_ir(generated: Generated, parts: Parts, include: frozenset[str]) -> dict[str, str]:
    ir = {"target": generated.target, "preamble": parts.preamble, "forward": parts.forward}
    if "backward" in include:
        ir["backward"] = parts.backward
    if "module" in include:
        ir["module"] = generated.text
    return ir


def _unit(generated: Generated, parts: Parts, include: frozenset[str]) -> Unit:
    """With adjoint code the whole module is compiled, else what the sample holds."""
    return module_unit(generated) if "backward" in include else sample_unit(generated, parts)


def describe(error: BaseException) -> str:
    """Returns the same text for the same mistake: no folders, no addresses."""
    message: Any = re.sub(r"\b0x[0-9a-fA-F]{6,}", "0x...", str(error))
    message = re.sub(r"(?<![\w.])(?:/[^\s/:'\"]+)+/([^\s/:'\"]+)", r"\1", message)
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
