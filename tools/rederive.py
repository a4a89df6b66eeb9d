#!/usr/bin/env python3
"""Derives samples again with plain Warp alone and compares them byte for byte.

    tools/rederive.py OUT -n 300                samples spread over OUT/json/{cpu,cuda}
    tools/rederive.py OUT/json/cpu/000/wl-....json
    tools/rederive.py --source kernel.py --kernel NAME --target cuda      prints preamble, forward

Each sample gets a fresh Python process that imports its `python_code` from a file kernel.py and
builds it with Warp's public functions; what is compared is the text that Warp itself wrote to its
kernel cache. Nothing of warploom is imported, so that no mistake of warploom's can hide here.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Runs in the fresh process: folder, kernel, target, 1 for adjoint code. Prints the name that the
# kernel has in the text (that of a closure is outer__locals__inner).
CHILD = """
import importlib, sys
folder, name, target, backward = sys.argv[1:]
import warp as wp
wp.config.log_level = wp.LOG_ERROR
wp.config.kernel_cache_dir = folder + "/cache"
wp.config.use_precompiled_headers = False  # changes no text; one compilation is faster without
sys.path.insert(0, folder)
kernel = importlib.import_module("kernel")
found = getattr(kernel, name)
print(found.key, flush=True)
wp.set_module_options({"enable_backward": backward == "1", "strip_hash": True}, found.module)
if target == "cpu":
    wp.load_module(found.module, device="cpu")
else:
    wp.compile_aot_module(found.module, arch=90, use_ptx=True, strip_hash=True)
"""


def warp_text(source: str, name: str, target: str, backward: bool) -> tuple[str, str]:
    """Returns the text that Warp writes for the module `source`, and the kernel's name in it.

    Raises RuntimeError when Warp writes none.
    """
    with tempfile.TemporaryDirectory(prefix="rederive-") as folder:
        Path(folder, "kernel.py").write_text(source, encoding="utf-8", newline="")
        child = [sys.executable, "-P", "-c", CHILD, folder, name, target, str(int(backward))]
        # The seed of warploom's workers; Warp's text depends on it (docs/warp_findings.md).
        env = os.environ | {"PYTHONHASHSEED": "0"}
        done = subprocess.run(child, capture_output=True, text=True, check=False, env=env)
        suffix = "cpp" if target == "cpu" else "cu"
        written = sorted(Path(folder, "cache").rglob(f"*.{suffix}"))
        if not written:
            raise RuntimeError(f"Warp wrote no {suffix} file: {done.stderr.strip()[-500:]}")
        text = written[0].read_text(encoding="utf-8")
        return plain_paths(text, folder), done.stdout.split()[0]


def plain_paths(text: str, folder: str) -> str:
    """Replaces the file of the source, and Warp's own files above its helpers, by kernel.py."""
    text = text.replace(f"{folder}/kernel.py", "kernel.py")
    return re.sub(r"^// /\S.*/warp/_src/\w+\.py:", "// kernel.py:", text, flags=re.MULTILINE)


def cut_forward(text: str, name: str, target: str, direction: str = "forward") -> str:
    """Cuts the kernel's function: from `template` or `extern "C"` to the brace in column 0."""
    first = r"template <bool wp_linear_contiguous>\nstatic" if target == "cpu" else r'extern "C"'
    begin = re.search(
        rf"^{first} [^\n]*\b{name}_{target}_kernel_{direction}\(\n", text, re.MULTILINE
    )
    if begin is None:
        return ""
    return text[begin.start() : text.index("\n}", begin.end()) + 2]


def cut_preamble(text: str, forward: str) -> str:
    """Cuts the structs and functions before the forward function that it needs, in order."""
    text = text[text.index("#define adj_int") : text.index(forward)]
    pieces = list(
        re.finditer(
            r"^struct (?P<struct>\w+)[ \n]\{\n.*?^\};"
            r"|^(?:template<[^\n]*\n\n)?// [^\n]*:\d+\n(?:#line[^\n]*\n)?static [^\n]*?"
            r"(?P<function>\w+)\(\n?.*?^\}"
            r'|^extern "C" \{\n.*?^\}',
            text,
            re.MULTILINE | re.DOTALL,
        )
    )
    need = words(forward)
    kept: dict[int, str] = {}
    for _ in pieces:
        for at, piece in enumerate(pieces):
            name = piece["struct"] or piece["function"]
            used = bool(need & words(piece[0])) if name is None else name in need
            used = used or (piece["struct"] is not None and f"adj_{name}" in need)
            if used and at not in kept:
                kept[at] = piece[0]
                need |= words(piece[0])
    adjoint = any((pieces[at]["function"] or "").startswith("adj_") for at in kept)
    for at in kept:
        if pieces[at]["struct"] and not pieces[at]["struct"].startswith("wp_args_"):
            end = pieces[at + 1].start() if at + 1 < len(pieces) else len(text)
            kept[at] += struct_functions(text[pieces[at].end() : end], adjoint)
    return "\n\n".join(kept[at] for at in sorted(kept))


def words(code: str) -> set[str]:
    """The identifiers of C++ code; comments and strings hold Python."""
    code = re.sub(r'//[^\n]*|"(?:\\.|[^"\\\n])*"', "", code)
    return set(re.findall(r"[A-Za-z_]\w*", code)) - {"extern", "void"}


def struct_functions(tail: str, adjoint: bool) -> str:
    """The functions after a struct: all with adjoint code, the helpers of tiles without adj_*."""
    tile = "// Required by tile templates." in tail
    if not adjoint and not tile:
        return ""
    functions = re.findall(
        r"^(?:#if[^\n]*|#endif|(?://[^\n]*\n)*(?:static )?CUDA_CALLABLE .*?^\}|"
        r"(?:static )?CUDA_CALLABLE [^\n]*\{\}$)",
        tail,
        re.MULTILINE | re.DOTALL,
    )
    if not adjoint:
        functions = [f for f in functions if not re.search(r" (?:tile_)?adj_\w+\(", f[:200])]
    return "".join(f"\n\n{function}" for function in functions)


def parts_of(source: str, kernel: str, target: str, backward: bool = False) -> dict[str, str]:
    """Returns everything that can be derived for one kernel. Raises RuntimeError."""
    text, name = warp_text(source, kernel, target, backward)
    forward = cut_forward(text, name, target)
    return {
        "preamble": cut_preamble(text, forward),
        "forward": forward,
        "backward": cut_forward(text, name, target, "backward"),
        "module": text,
    }


def check(sample: dict) -> list[str]:
    """Returns which parts of a sample differ from what Warp writes now."""
    wanted = {"preamble": sample["ir_preamble"], "forward": sample["ir_forward"]}
    wanted |= {k: sample[f"ir_{k}"] for k in ("backward", "module") if sample.get(f"ir_{k}")}
    try:
        parts = parts_of(
            sample["python_code"], sample["entry_point"], sample["target"], "backward" in wanted
        )
    except (RuntimeError, ValueError) as error:
        return [f"{type(error).__name__}: {error}"]
    return [f"ir_{key}" for key, value in wanted.items() if parts[key] != value]


def chosen(path: Path, count: int) -> list[Path]:
    """Returns `count` sample files spread evenly over each target of the dataset at `path`."""
    if path.is_file():
        return [path]
    files = []
    targets = [t for t in ("cpu", "cuda") if (path / "json" / t).is_dir()]
    for at, target in enumerate(targets):
        every = sorted((path / "json" / target).glob("*/wl-*.json"))
        share = min(len(every), (count + at) // len(targets))
        files += [every[i * len(every) // share] for i in range(share)]
    return files


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dataset", nargs="?", type=Path, help="a dataset or one sample file")
    parser.add_argument("-n", type=int, default=300, help="how many samples (default 300)")
    parser.add_argument("-j", type=int, default=2, help="how many processes at a time (default 2)")
    parser.add_argument("--source", type=Path, help="a Python file instead of a dataset")
    parser.add_argument("--kernel", help="with --source: the kernel's name")
    parser.add_argument("--target", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--backward", action="store_true", help="with --source: with adjoint code")
    options = parser.parse_args()
    if options.source:
        if not options.kernel:
            parser.error("--source needs --kernel")
        source = options.source.read_text(encoding="utf-8")
        print(json.dumps(parts_of(source, options.kernel, options.target, options.backward)))
        return 0
    if options.dataset is None:
        parser.error("name a dataset, a sample file or --source")
    files = chosen(options.dataset, options.n)
    if not files:
        parser.error(f"{options.dataset} holds no json/{{cpu,cuda}}/NNN/wl-*.json")
    equal = 0
    with ThreadPoolExecutor(options.j) as pool:
        samples = (json.loads(file.read_text(encoding="utf-8")) for file in files)
        for file, different in zip(files, pool.map(check, samples), strict=True):
            equal += not different
            if different:
                print(f"{file}: differs in {', '.join(different)}")
    print(f"{equal} of {len(files)} equal")
    return 0 if equal == len(files) else 1


if __name__ == "__main__":
    sys.exit(main())
