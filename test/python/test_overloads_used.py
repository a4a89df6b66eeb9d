"""The overloads that `features` tell of are ones that Warp takes for the kernel."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from warp._src import codegen
from warp._src import context as wc

PROGRAM = Path(os.environ.get("WARPLOOM_BIN", ROOT / "build" / "warploom"))

# What Warp adds by itself, where branches and loops end and where values change hands.
BY_WARP = {"where#0", "assign#6", "copy#0", "load#0", "address#0", "iter_next#0"}


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The keys of all overloads that Warp takes while the fixture lives."""
    wc.init()  # Constants of float16 in a module need it.
    keys: set[str] = set()
    resolve = codegen.Adjoint.resolve_call

    def resolve_call(adj: codegen.Adjoint, func: wc.Function, *args: object, **more: object):
        answer = resolve(adj, func, *args, **more)
        overload = answer[0]
        registered = wc.builtin_functions.get(overload.key)
        if registered is not None:  # Structs are functions, too.
            # Those that Warp has written in Python are no list of overloads.
            index = registered.overloads.index(overload) if overload.is_builtin() else 0
            keys.add(f"{overload.key}#{index}")
        return answer

    monkeypatch.setattr(codegen.Adjoint, "resolve_call", resolve_call)
    return keys


def drawn(folder: Path, count: int, *more: str) -> Iterator[tuple[str, set[str]]]:
    """The source of each kernel and the overloads that its features tell of."""
    command = [PROGRAM, "generate", "-n", str(count), "-o", folder, "--targets", "cpu"]
    command += ["--check", "codegen", "--format", "json", "--no-progress", *more]
    subprocess.run(command, check=True, capture_output=True)
    for file in sorted(folder.glob("json/cpu/*/*.json")):
        sample = json.loads(file.read_text())
        calls = {f.removeprefix("call:") for f in sample["features"] if f.startswith("call:")}
        yield sample["python_code"], calls


def generate(source: str, path: Path) -> None:
    """Has Warp generate the module's code."""
    path.write_text(source)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = loaded
    spec.loader.exec_module(loaded)
    # With module="unique" it is not that of the file.
    module = next(value.module for value in vars(loaded).values() if isinstance(value, wc.Kernel))
    backward = "@wp.func_grad" in source  # Gradients by hand come with the backward pass alone.
    more = {"enable_backward": backward, "output_arch": None, "block_dim": 1}
    options = dict(module.options) | more
    wc.ModuleBuilder(module, options, target="cpu").codegen("cpu")
    wc.user_modules.pop(path.stem, None)
    del sys.modules[path.stem]


@pytest.mark.parametrize("profile", ["default", "atlas"])
def test_features_tell_what_warp_takes(tmp_path: Path, taken: set[str], profile: str) -> None:
    untold = 0
    told = 0
    for number, (source, calls) in enumerate(drawn(tmp_path / "out", 150, "--profile", profile)):
        taken.clear()
        generate(source, tmp_path / f"overloads_used_{profile}_{number}.py")
        assert calls <= taken, f"{sorted(calls - taken)} in\n{source}"
        untold += len(taken - calls - BY_WARP)
        told += len(calls)
    assert told > 1000
    assert untold < told / 30
