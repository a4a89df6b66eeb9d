"""Runs kernels of test/python/findings/ with plain Warp: one line of JSON for each.

    findings_child.py TARGET FILE...

A line has `said`, all that Warp and its compilers said, `ok`, and, where the file has a function
`result`, what it gives. Nothing of warploom decides here.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import tempfile
from pathlib import Path

os.environ["CUDA_VISIBLE_DEVICES"] = ""

import warp as wp
from warploom.capture import captured_stderr


def load(path: Path, target: str, folder: str) -> object:
    """Imports the file and compiles its module; returns what result() gives, or None."""
    name = f"finding_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    differentiates = getattr(module, "DIFFERENTIATES", False)
    wp.set_module_options({"enable_backward": differentiates}, module)
    if target == "cuda":
        wp.compile_aot_module(module, arch=90, use_ptx=True, module_dir=f"{folder}/aot")
        return None
    wp.load_module(module, device="cpu")
    return module.result() if hasattr(module, "result") else None


def answer(path: Path, target: str, folder: str) -> dict:
    found = {"name": path.stem, "ok": True, "result": None, "error": ""}
    with captured_stderr() as captured:
        try:
            found["result"] = load(path, target, folder)
        except Exception as error:  # noqa: BLE001 - what Warp raises has no common type
            found |= {"ok": False, "error": str(error)}
    return found | {"said": captured.text}


def main() -> None:
    target, *files = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="findings-") as folder:
        with captured_stderr():
            wp.config.kernel_cache_dir = f"{folder}/cache"
            wp.config.log_level = wp.LOG_ERROR
            wp.init()
        for file in files:
            print(json.dumps(answer(Path(file), target, folder)), flush=True)


main()
