"""Runs kernels in forked children, so that one that does harm costs itself alone.

A child works through the kernels in order and writes one line of JSON for each. When it dies, the
kernel it was at is to blame, and a new child goes on behind that one.
"""

from __future__ import annotations

import gc
import json
import os
import re
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO

from warploom.checked_build import COMPONENT
from warploom.forked import die_alone
from warploom.launchable import Launchable
from warploom.launcher import CLOCK_FOR_PROCESSOR_TIME
from warploom.verdict import CPU, CRASH, OUT_OF_BOUNDS, TIMEOUT, Outcome

# The child's output begins with this many bytes, which name the device and the round that runs.
_MARK = 64
_MOST_OUTPUT = 1 << 20

# Memory that a child may map beyond what its parent had mapped: for arguments and compiled code.
_MEMORY = 2 << 30

_ASSERTION = re.compile(r"Assertion failed: '(?P<what>.*)'\nAt '(?P<place>[^'\n]*)'")
# What the assertions about subscripts look like in Warp's array.h, vec.h, mat.h, mesh.h, tile.h...
_OF_A_SUBSCRIPT = re.compile(r"<|index out of (?:bounds|range)|^0$")

# Returns the outcomes of a kernel in this process.
Work = Callable[[Launchable], list[Outcome]]


def mark(device: str, round_name: str) -> None:
    """Notes in the child's output what runs now, for the case that it is the last."""
    os.pwrite(2, f"{device} {round_name}".encode()[:_MARK].ljust(_MARK), 0)


def run_in_children(kernels: Sequence[Launchable], work: Work, seconds: float) -> None:
    """Adds to each kernel the outcomes that `work` gives in a child, or those of its death.

    `seconds` is the processor time that a launch may take, for messages.
    """
    left = list(kernels)
    while left:
        with tempfile.TemporaryFile() as output:
            done, status = _run_in_child(left, work, output)
            if status is not None:
                left[done].outcomes.append(_death(status, output, seconds))
                done += 1
        left = left[done:]


def _run_in_child(
    kernels: Sequence[Launchable], work: Work, output: BinaryIO
) -> tuple[int, int | None]:
    """Returns how many kernels a child has run, and its wait status if it died of the next one."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _become_victim(parent, output)
            _run_all(kernels, work, writing)
            os._exit(0)
        except BaseException:  # noqa: BLE001 - whatever it is, this process must end here
            traceback.print_exc()
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8", errors="replace") as lines:
        done, is_over = _take_outcomes(kernels, lines)
    if is_over:
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    return done, None if is_over else status


def _take_outcomes(kernels: Sequence[Launchable], lines: Iterable[str]) -> tuple[int, bool]:
    """Returns for how many kernels there is a line, and whether there shall be no more."""
    done = 0
    for line in lines:
        try:
            is_last, outcomes, io = _decoded(line)
        except (ValueError, TypeError):  # The kernel wrote to the pipe of its child.
            break
        kernels[done].outcomes += outcomes
        kernels[done].io = io
        done += 1
        if is_last or done == len(kernels):
            return done, True
    return done, False


def _run_all(kernels: Sequence[Launchable], work: Work, writing: int) -> None:
    """In the child: writes a line for each kernel, up to one that has written to other memory."""
    gc.disable()
    for kernel in kernels:
        outcomes = work(kernel)
        is_last = any(outcome.verdict == OUT_OF_BOUNDS for outcome in outcomes)
        os.write(writing, _encoded(is_last, outcomes, kernel.io))
        if is_last:
            return


def _encoded(is_last: bool, outcomes: Sequence[Outcome], io: list[dict[str, Any]]) -> bytes:
    parts = [[one.device, one.verdict, one.detail] for one in outcomes]
    return f"{json.dumps([is_last, parts, io])}\n".encode()


def _decoded(line: str) -> tuple[bool, list[Outcome], list[dict[str, Any]]]:
    is_last, parts, io = json.loads(line)
    outcomes = [Outcome(str(d), str(v), str(detail)) for d, v, detail in parts]
    return bool(is_last), outcomes, [dict(row) for row in io]


def _become_victim(parent: int, output: BinaryIO) -> None:
    """Makes this process one that may die at any time: alone, quietly, and with its parent."""
    die_alone(parent)
    for fd in (1, 2):
        os.dup2(output.fileno(), fd)
    os.lseek(2, _MARK, os.SEEK_SET)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_OUTPUT, _MOST_OUTPUT))
    most = _mapped_bytes() + _MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _mapped_bytes() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _death(status: int, output: BinaryIO, seconds: float) -> Outcome:
    """Says why the child died, from its wait status and what it wrote."""
    output.seek(0)
    text = output.read().decode("utf-8", "replace")
    device, _, round_name = text[:_MARK].strip().partition(" ")
    verdict, why = _cause_of_death(os.waitstatus_to_exitcode(status), text[_MARK:], seconds)
    where = f"round {round_name!r}: " if round_name else ""
    return Outcome(device or CPU, verdict, where + why)


def _cause_of_death(number: int, text: str, seconds: float) -> tuple[str, str]:
    """Returns the verdict and the sentence for an exit code as of `subprocess`."""
    if assertion := _ASSERTION.search(text):
        return _failed_check(assertion["what"], assertion["place"])
    if number == -signal.SIGVTALRM:
        return TIMEOUT, f"it does not end in {seconds:g} s of processor time"
    if number == -signal.SIGALRM:
        return TIMEOUT, f"it does not end in {seconds * CLOCK_FOR_PROCESSOR_TIME:g} s"
    if number == -signal.SIGFPE:
        return CRASH, "an integer is divided by zero (SIGFPE)"
    if number < 0:
        return CRASH, f"it dies of {signal.Signals(-number).name}"
    return CRASH, f"the run ended with exit code {number}: {text.strip()[-300:]}"


def _failed_check(what: str, place: str) -> tuple[str, str]:
    if place == ":0":  # One of Clang's (checked_build.py).
        return (OUT_OF_BOUNDS if what == COMPONENT else CRASH), what
    place = place.rpartition("/")[2]
    file = place.partition(":")[0]
    is_of_containers = file.endswith(".h") and file != "builtin.h"
    verdict = OUT_OF_BOUNDS if is_of_containers and _OF_A_SUBSCRIPT.search(what) else CRASH
    return verdict, f"a check of Warp's debug mode fails: {what} at {place}"
