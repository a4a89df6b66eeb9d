"""The oracle worker, `python -m warploom.worker`: JSON lines in, JSON lines out.

The protocol is in docs/protocol.md; this file holds its loop and nothing else.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any, TextIO

EXIT_ENVIRONMENT = 3


def _take_over_pipes() -> tuple[TextIO, TextIO]:
    """Returns the request and reply streams, and keeps everybody else off them.

    Afterwards descriptor 1 is standard error and descriptor 0 is empty, so that neither prints of
    Warp, of a compiler or of a source can mix with the replies nor can a source eat requests.
    """
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8", errors="surrogateescape")
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="surrogateescape")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.stdout.flush()
    os.dup2(2, 1)
    return requests, replies


def _rss_bytes() -> int:
    """The resident memory of this process now (not its peak)."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _send(replies: TextIO, message: dict[str, Any]) -> None:
    replies.write(json.dumps(message, separators=(",", ":")) + "\n")
    replies.flush()


def _answer(builder: Any, line: str) -> dict[str, Any]:
    from warploom.protocol import ProtocolError, parse_build, request_id

    message = None
    try:
        try:
            message = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ProtocolError(f"a request must be one line of JSON: {error}") from None
        request = parse_build(message)
    except ProtocolError as error:
        return {"id": request_id(message), "ok": False, "kind": "protocol", "reason": str(error)}
    try:
        verdicts, seconds = builder.build(request)
    except (OSError, MemoryError) as error:  # A full disk, a limit: no kernel causes these.
        reason = f"{type(error).__name__}: {error}"
        return {"id": request_id(message), "ok": False, "kind": "machine", "reason": reason}
    return {
        "id": request_id(message),
        "ok": True,
        "rss_bytes": _rss_bytes(),
        "seconds": {stage: round(spent, 6) for stage, spent in seconds.items()},
        "verdicts": [verdict.message() for verdict in verdicts],
    }


def main() -> int:
    """Runs the worker until its input ends; returns its exit code."""
    # The pool ends its workers; an interrupt from the terminal is for the pool alone.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, replies = _take_over_pipes()
    from warploom.search_path import append_users_path, forget_current_folder

    forget_current_folder()
    append_users_path()
    from warploom.environment import (
        CUDA_ARCH,
        SUPPORTED_WARP,
        EnvironmentProblem,
        check_warp,
        import_warp,
        is_fuzzing,
    )

    try:
        version = check_warp()
        from warploom.scratch import keep_caches_in, make_scratch

        scratch = make_scratch()
        keep_caches_in(scratch)
        wp = import_warp()
    except EnvironmentProblem as problem:
        _send(replies, {"id": 0, "ok": False, "kind": "environment", "reason": str(problem)})
        return EXIT_ENVIRONMENT
    except (OSError, MemoryError) as error:
        reason = f"{type(error).__name__}: {error}"
        _send(replies, {"id": 0, "ok": False, "kind": "machine", "reason": reason})
        return EXIT_ENVIRONMENT
    hello: dict[str, Any] = {
        "id": 0,
        "ok": True,
        "warp_version": version,
        "python_version": ".".join(map(str, sys.version_info[:3])),
        "arch": CUDA_ARCH,
    }
    builder: Any
    if is_fuzzing() and version != SUPPORTED_WARP:
        from warploom.other_warp import OtherBuilder, known_builtins

        builder = OtherBuilder(wp, scratch)
        hello["builtins"] = known_builtins(wp)
    else:
        from warploom import overload_memo, quick_signature
        from warploom.build import Builder

        overload_memo.install(wp)
        quick_signature.install(wp)
        builder = Builder(wp, scratch)
    _send(replies, hello)
    for line in requests:
        if line.strip():
            _send(replies, _answer(builder, line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
