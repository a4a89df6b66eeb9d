"""Answers build requests with a Warp that warploom is not made for: builds for cpu and runs.

There is no IR in the replies, since the IR contract is for one version; nothing is generated for
CUDA. Each kernel is built and launched in a forked child, in which Warp is as it is after its
import. `warploom fuzz --python` uses it (docs/fuzzing.md).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

from warploom.any_rounds import Rounds
from warploom.any_warp import References, concrete_kernel, set_options
from warploom.batch_compile import first_errors
from warploom.capture import captured_stderr
from warploom.forked import die_alone
from warploom.launch_args import LaunchError
from warploom.literals import literals
from warploom.packing import cpu_dims
from warploom.protocol import BuildRequest, KernelSource, Verdict

# Debug mode has Warp's own checks; contracted products would differ from the reference's.
OPTIONS = {"mode": "debug", "fuse_fp": False}

_SECONDS = float(os.environ.get("WARPLOOM_LAUNCH_SECONDS", "60"))
_MOST_OUTPUT = 1 << 20
_ASSERTION = re.compile(r"Assertion failed: '(?P<what>.*)'")


def known_builtins(wp: ModuleType) -> list[str]:
    """The names of the builtins that this Warp has."""
    return sorted(wp._src.context.builtin_functions)


class OtherBuilder:
    """Answers build requests; there is one in a process, made right after Warp's import."""

    def __init__(self, wp: ModuleType, scratch: Path) -> None:
        self._wp = wp
        self._folder = Path(tempfile.mkdtemp(prefix="other-", dir=scratch))
        self._cache = self._folder / "cache"
        wp._src.build.init_kernel_cache(str(self._cache))

    def build(self, request: BuildRequest) -> tuple[list[Verdict], dict[str, float]]:
        """Returns one verdict per kernel, in order, and the seconds spent in each stage."""
        start = time.monotonic()
        references = References(self._wp, self._folder)
        texts = {
            at: (kernel.reference, len(cpu_dims(kernel.launch)))
            for at, kernel in enumerate(request.kernels)
            if kernel.reference and kernel.launch
        }
        with captured_stderr() as captured:
            wrong = references.build(texts)
        compiled = time.monotonic()
        verdicts = []
        for at, kernel in enumerate(request.kernels):
            verdict = Verdict(ir=[_no_ir(target) for target in request.targets])
            refused = self._check(at, kernel, references)
            if refused is None and at in wrong:
                said = first_errors(captured.text, "cpu", 1)
                refused = ("run", f"UNSUPPORTED on reference: {said}")
            if refused is not None:
                verdict.refuse(*refused)
            verdicts.append(verdict)
        for file in self._folder.glob("references-*"):
            file.unlink()
        end = time.monotonic()
        return verdicts, {"compile": compiled - start, "run": end - compiled}

    def _check(
        self, at: int, kernel: KernelSource, references: References
    ) -> tuple[str, str] | None:
        """Runs one kernel in a child; returns the stage and the reason if something is wrong."""
        reading, writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        with tempfile.TemporaryFile(dir=self._folder) as output:
            child = os.fork()
            if child == 0:
                try:
                    os.close(reading)
                    die_alone(parent)
                    for fd in (1, 2):
                        os.dup2(output.fileno(), fd)
                    _Child(self._wp, writing, output).run(at, kernel, references)
                    os._exit(0)
                finally:
                    os._exit(1)
            os.close(writing)
            with os.fdopen(reading, encoding="utf-8") as lines:
                said = [json.loads(line) for line in lines]
            status = os.waitpid(child, 0)[1]
            shutil.rmtree(self._cache, ignore_errors=True)
            if said and said[-1].get("end"):
                return said[-1]["end"] if said[-1]["end"] != "ok" else None
            return said[-1]["stage"] if said else "import", _death(status, output)


class _Child:
    """Says in lines of JSON at which stage it is and how it ends."""

    def __init__(self, wp: ModuleType, writing: int, output: BinaryIO) -> None:
        self._wp = wp
        self._writing = writing
        self._output = output

    def _say(self, **message: Any) -> None:
        os.write(self._writing, (json.dumps(message) + "\n").encode())

    def run(self, at: int, kernel: KernelSource, references: References) -> None:
        from warploom.build import describe
        from warploom.source_module import imported

        stage = "import"
        self._say(stage=stage)
        try:
            with imported(kernel.source) as module:
                found = concrete_kernel(self._wp, module, kernel.name)
                stage = "codegen"
                self._say(stage=stage)
                self._launch_rounds(at, found, kernel, references)
        except LaunchError as error:
            self._say(end=("run", f"its launch needs more than this Warp has: {error}"))
        except BaseException as error:  # noqa: BLE001 - a source may raise SystemExit, too
            if "build failed" in str(error):
                self._output.seek(0)
                text = self._output.read().decode("utf-8", "replace")
                self._say(end=("compile", first_errors(text, "cpu")))
            else:
                self._say(end=(stage, describe(error)))

    def _launch_rounds(
        self, at: int, found: Any, kernel: KernelSource, references: References
    ) -> None:
        set_options(found, OPTIONS)
        rounds = Rounds(
            self._wp,
            found,
            kernel.launch or {},
            kernel.name,
            literals(kernel.source),
            self._limited,
        )
        for launched in rounds.run(references, at):
            if wrong := launched.difference:
                self._say(end=("run", f"MISMATCH on reference: {wrong}"))
                return
        self._say(end="ok")

    @contextmanager
    def _limited(self, round_name: str) -> Iterator[None]:
        """Limits a launch; the first one of the kernel compiles it as well."""
        signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS + 60.0 * (round_name == "drawn"))
        yield
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        self._say(stage="run")


def _no_ir(target: str) -> dict[str, str]:
    return {"target": target, "preamble": "", "forward": ""}


def _death(status: int, output: BinaryIO) -> str:
    output.seek(0)
    text = output.read(_MOST_OUTPUT).decode("utf-8", "replace")
    number = os.waitstatus_to_exitcode(status)
    if assertion := _ASSERTION.search(text):
        return f"OUT_OF_BOUNDS on cpu: a check of Warp's debug mode fails: {assertion['what']}"
    if number == -signal.SIGVTALRM:
        return f"TIMEOUT on cpu: it does not end in {_SECONDS:g} s of processor time"
    if number < 0:
        return f"CRASH on cpu: it dies of {signal.Signals(-number).name}"
    return f"CRASH on cpu: it ends with exit code {number}: {text.strip()[-300:]}"
