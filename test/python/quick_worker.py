"""A worker that answers at once, for tests of the program around it; `python_in` makes it a Python.

It speaks docs/protocol.md, accepts every kernel and generates next to nothing. Run as a script it
is the worker. QUICK_WORKER holds Python that is run for each kernel with `kernel`, `number` (of
this process's answers before), `request` and `refuse(stage, reason)` at hand.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path


def python_in(folder: Path) -> Path:
    """Writes a program for --python that runs this worker, whatever its arguments."""
    python = folder / "quick-python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} -I -S {Path(__file__).resolve()} "$@"\n')
    python.chmod(0o755)
    return python


class Refused(Exception):
    """What a kernel was refused for."""


def refuse(stage: str, reason: str) -> None:
    raise Refused(stage, reason)


def verdict_on(kernel: dict[str, str], request: dict, number: int) -> dict:
    try:
        exec(os.environ.get("QUICK_WORKER", ""), {**globals(), **locals()})  # noqa: S102
    except Refused as refused:
        return {"ok": False, "stage": refused.args[0], "reason": refused.args[1]}
    parts = dict.fromkeys(request["include"], "")
    text = f"void {kernel['name']}() {{}}\n"
    ir = [
        {"target": target, "preamble": "", "forward": text, **parts}
        for target in request["targets"]
    ]
    return {"ok": True, "ir": ir}


def main() -> None:
    scratch = Path(tempfile.mkdtemp(prefix="warploom-worker-"))
    hello = {"warp_version": "1.19.0", "python_version": "3.11.7", "arch": 90}
    print(json.dumps({"id": 0, "ok": True, **hello}), flush=True)
    for number, line in enumerate(sys.stdin):
        request = json.loads(line)
        verdicts = [verdict_on(kernel, request, number) for kernel in request["kernels"]]
        print(json.dumps({"id": request["id"], "ok": True, "verdicts": verdicts}), flush=True)
    scratch.rmdir()


if __name__ == "__main__":
    main()
