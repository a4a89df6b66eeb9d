"""Which shapes of real kernels a dataset lacks, `python -m warploom.census`: JSON lines in and out.

`warploom coverage OUT --against REAL` runs it; docs/protocol.md has the messages.
"""

from __future__ import annotations

import ctypes
import json
import multiprocessing
import os
import signal
import sys
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import groupby
from typing import Any

from warploom.kernel_texts import Record, Texts, Unusable, batches, find_texts
from warploom.search_path import append_users_path
from warploom.shapes import Shape
from warploom.text_shapes import Example, TextShapes, read_texts

# Far above any kernel: each operand of a long sum is a level of the syntax tree.
_RECURSION_LIMIT = 20_000

_PENDING_PER_PROCESS = 4

Send = Callable[[dict[str, Any]], None]


class _Side:
    """What is known of all texts of one side."""

    def __init__(self) -> None:
        self.kernels = 0
        self.functions = 0
        self.unreadable = 0
        self.first_unreadable = ""

    def add(self, read: TextShapes) -> None:
        self.kernels += read.kernels
        self.functions += read.functions
        self.unreadable += len(read.unreadable)
        if read.unreadable and not self.first_unreadable:
            self.first_unreadable = read.unreadable[0]

    def message(self) -> dict[str, Any]:
        return {
            "kernels": self.kernels,
            "functions": self.functions,
            "unreadable": self.unreadable,
            "first_unreadable": self.first_unreadable,
        }


class _Data(_Side):
    """The kernels of the dataset: only which shapes they show."""

    def __init__(self) -> None:
        super().__init__()
        self.shapes: set[Shape] = set()

    def add(self, read: TextShapes) -> None:
        super().add(read)
        self.shapes.update(read.examples)


class _Real(_Side):
    """The real kernels: the shapes of each, as numbers, and an example of each shape."""

    def __init__(self) -> None:
        super().__init__()
        self.examples: dict[Shape, Example] = {}
        self.units: list[array[int]] = []
        self._numbers: dict[Shape, int] = {}

    def add(self, read: TextShapes) -> None:
        super().add(read)
        numbers = array("I")
        for shape, example in read.examples.items():
            numbers.append(self._numbers.setdefault(shape, len(self._numbers)))
            if example is not None:
                self.examples[shape] = min(example, self.examples.get(shape, example))
        self.units += [array("I", (numbers[at] for at in unit)) for unit in read.units]


def report(real: _Real, data: _Data) -> dict[str, Any]:
    """The measures, and the shapes that the data lacks, most frequent first."""
    shapes = list(real.examples)
    lacking = [shape not in data.shapes for shape in shapes]
    counts: Counter[int] = Counter()
    wholly = {2: 0, 3: 0}
    for unit in real.units:
        missing = [number for number in unit if lacking[number]]
        counts.update(missing)
        wholly[3] += not missing
        wholly[2] += all(len(shapes[number]) > 2 for number in missing)
    missing_shapes = {shapes[number] for number in counts}
    rows = sorted((-count, shapes[number]) for number, count in counts.items())
    return {
        "real": {**real.message(), "units": len(real.units)},
        "data": data.message(),
        "shapes": [
            {
                "nodes": nodes,
                "all": sum(len(shape) <= nodes for shape in shapes),
                "shown": sum(len(shape) <= nodes and shape in data.shapes for shape in shapes),
                "wholly": wholly[nodes],
            }
            for nodes in (2, 3)
        ],
        "missing": [
            _missing(shape, -count, real.examples[shape], missing_shapes) for count, shape in rows
        ],
    }


def _missing(shape: Shape, count: int, example: Example, missing: set[Shape]) -> dict[str, Any]:
    return {
        "shape": list(shape),
        "kernels": count,
        "follows": _follows(shape, missing),
        "file": example.name,
        "line": example.line,
        "source": example.source,
    }


def _follows(shape: Shape, missing: set[Shape]) -> bool:
    """Whether another missing shape says it all: one that is part of it, or without the `wp.`."""
    if shape[0] == "wp" and shape[1].startswith("wp."):
        return True
    parent = shape[1].rpartition(".")[0]
    return len(shape) > 2 and not missing.isdisjoint({shape[:2], (parent, shape[2])})


def _requests(lines: Iterable[str], send: Send) -> Iterator[tuple[str, Texts]]:
    """The texts that the requests name or hold, with their side."""
    messages = map(json.loads, lines)
    for (side, place), group in groupby(messages, lambda m: (m["side"], m.get("find"))):
        if place is None:
            records = (Record(message["name"], message["source"]) for message in group)
            yield from ((side, batch) for batch in batches(records))
        else:
            texts = find_texts(place, or_package=side == "real")
            send({"found": place})
            yield from ((side, text) for text in texts)


def _begin_process(parent: int) -> None:
    """Ends with the parent, however that ends; an interrupt is for the program alone."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)
    sys.setrecursionlimit(_RECURSION_LIMIT)


def _answer(requests: Iterator[tuple[str, Texts]], send: Send) -> None:
    real, data = _Real(), _Data()
    processes = len(os.sched_getaffinity(0))
    pending: deque[tuple[str, Future[TextShapes]]] = deque()

    def take() -> None:
        side, future = pending.popleft()
        (real if side == "real" else data).add(future.result())
        send({"read": real.kernels + data.kernels})

    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, fork, _begin_process, (os.getpid(),)) as pool:
        for side, texts in requests:
            read = partial(read_texts, with_examples=side == "real")
            pending.append((side, pool.submit(read, texts)))
            if len(pending) > _PENDING_PER_PROCESS * processes:
                take()
        while pending:
            take()
    send({"report": report(real, data)})


def main() -> int:
    """Reads requests until the input ends, then sends the report; returns the exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdin.reconfigure(encoding="utf-8")
    append_users_path()

    def send(message: dict[str, Any]) -> None:
        print(json.dumps(message, separators=(",", ":")), flush=True)

    try:
        _answer(_requests(sys.stdin, send), send)
    except Unusable as problem:
        send({"problem": str(problem), "kind": "usage"})
    except OSError as error:
        send({"problem": f"reading kernels: {error.filename}: {error.strerror}", "kind": "io"})
    except BrokenProcessPool:
        reason = "a process that reads them died; perhaps the machine ran out of memory"
        send({"problem": f"reading kernels: {reason}", "kind": "worker"})
    return 0


if __name__ == "__main__":
    sys.exit(main())
