"""Writes the files of a finding, `python -m warploom.case_file FOLDER`: what shows it by itself.

FOLDER holds finding.json (src/fuzz/finding.h). Beside it come show.py, which needs only Warp and
NumPy and exits with 1 when the fault shows; ir.txt, what Warp generates for it; and said.txt, what
came of launching it here.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from warploom.any_rounds import Rounds
from warploom.any_warp import References, concrete_kernel, set_options
from warploom.capture import captured_stderr
from warploom.case_text import Case, build_case, launch_case
from warploom.environment import SUPPORTED_WARP, check_warp, import_warp
from warploom.launch_args import make_arguments
from warploom.literals import literals
from warploom.packing import cpu_dims
from warploom.source_module import imported

# The first of these with which the fault shows: as anyone launches it, then without contracted
# products, which the reference has not, then as the run check does.
_OPTIONS: list[dict[str, Any]] = [{}, {"fuse_fp": False}, {"fuse_fp": False, "mode": "debug"}]


def main(folder: Path) -> None:
    os.environ.setdefault("WARPLOOM_FUZZ", "1")
    finding = json.loads((folder / "finding.json").read_text(encoding="utf-8"))
    request = json.loads((folder.parent.parent / "fuzz.json").read_text(encoding="utf-8"))
    finding["seed"] = request["seed"]
    version = check_warp()
    with tempfile.TemporaryDirectory(prefix="warploom-case-") as scratch:
        os.environ["WARP_CACHE_PATH"] = f"{scratch}/cache"
        wp = import_warp()
        case, said = _case(wp, finding, Path(scratch))
        ir = _generated(wp, finding, version)
    (folder / "show.py").write_text(case.text(finding, version), encoding="utf-8")
    (folder / "said.txt").write_text(said, encoding="utf-8")
    if ir:
        (folder / "ir.txt").write_text(ir, encoding="utf-8")


def _case(wp: ModuleType, finding: dict[str, Any], scratch: Path) -> tuple[Case, str]:
    if finding["stage"] != "run":
        return build_case(finding), ""
    kernel = finding["reduced"]
    plan = json.loads(kernel["launch"])
    if finding["device"].endswith("gradient"):
        case = launch_case(kernel, plan, {}, _arguments(wp, kernel, plan, "drawn"), {}, True)
        return case, "show.py compares its derivatives."
    references = References(wp, scratch)
    if kernel["reference"]:
        with captured_stderr():
            references.build({0: (kernel["reference"], len(cpu_dims(plan)))})
    for options in _OPTIONS:
        shown = _in_child(lambda options=options: _tried(wp, kernel, plan, references, options))
        if shown is None:
            return launch_case(kernel, plan, options, _arguments(wp, kernel, plan, "drawn"), {}), (
                "The launch kills its process."
            )
        if shown["said"]:
            case = launch_case(kernel, plan, options, shown["arguments"], shown["expected"])
            return case, f"{shown['said']} (values: {shown['round']}, module options: {options})"
    arguments = _arguments(wp, kernel, plan, "drawn")
    case = launch_case(kernel, plan, _OPTIONS[-1], arguments, {})
    return case, "Launched by itself it stores what the reference stores; the run check differs."


def _arguments(
    wp: ModuleType, kernel: dict[str, str], plan: dict[str, Any], round_name: str
) -> dict[str, Any]:
    """The values of a launch that any process can make Warp's arguments of."""
    with imported(kernel["source"]) as module:
        found = concrete_kernel(wp, module, kernel["name"])
        types = [(argument.label, argument.type) for argument in found.adj.args]
        numbers = literals(kernel["source"])
        arguments = make_arguments(wp, types, plan, kernel["name"], round_name, numbers)
    arrays = {array.name: array.values.copy() for array in arguments.arrays}
    values = [_plain(value) for value in arguments.values]
    return {"arrays": arrays, "values": values}


def _plain(value: Any) -> Any:
    """A scalar as Python has it, a vec or the like as a list, a struct as a dict."""
    if isinstance(value, bool | int | float):
        return value
    if hasattr(value, "_cls"):
        return {name: _plain(getattr(value, name)) for name in value._cls.vars}
    if hasattr(value, "_length_"):
        flat = [_plain(value[i]) for i in range(len(value))]
        return [part for row in flat for part in (row if isinstance(row, list) else [row])]
    return None  # An array or an object.


def _tried(
    wp: ModuleType,
    kernel: dict[str, str],
    plan: dict[str, Any],
    references: References,
    options: dict[str, Any],
) -> dict[str, Any]:
    """Launches the kernel and its reference; the first round in which they differ."""
    with imported(kernel["source"]) as module:
        found = concrete_kernel(wp, module, kernel["name"])
        set_options(found, options)
        for launched in Rounds(wp, found, plan, kernel["name"], literals(kernel["source"])).run(
            references, 0
        ):
            if launched.reference is not None and (said := launched.difference):
                stored = launched.reference.arrays
                return {
                    "said": said,
                    "round": launched.round_name,
                    "arguments": _arguments(wp, kernel, plan, launched.round_name),
                    "expected": {array.name: array.values for array in stored},
                }
    return {"said": None}


def _in_child(work: Any) -> dict[str, Any] | None:
    """What `work` returns in a forked child; None when it dies."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe, captured_stderr():
            result = work()
            pickle.dump(result, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    if os.waitpid(child, 0)[1] != 0:
        return None
    return dict(pickle.loads(data))


def _generated(wp: ModuleType, finding: dict[str, Any], version: str) -> str:
    """The forward function that Warp generates; "" where there is none, or for another Warp."""
    if version != SUPPORTED_WARP:
        return ""
    from warploom import codegen
    from warploom.extract import extract

    of_cuda = ("cuda", "emulated", "emulated-gradient")
    target = "cuda" if finding["device"] in of_cuda else "cpu"
    with_backward = finding["device"].endswith("gradient")
    kernel = finding["reduced"]
    try:
        with captured_stderr(), imported(kernel["source"]) as module:
            found = codegen.find_kernel(wp, module, kernel["name"])
            codegen.set_contract_options(found.module, with_backward)
            parts = extract(codegen.generate(wp, found, [target])[0])
            return parts.backward if with_backward else parts.forward
    except Exception:  # noqa: BLE001 - a kernel that Warp refuses has no code
        return ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
