"""Shared by the Python tests: real Warp, no mocks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
KERNELS = Path(__file__).parent / "kernels"
sys.path[:0] = [str(ROOT / folder) for folder in ("python", "tools", "bench")]

from warploom.build import Builder
from warploom.environment import import_warp
from warploom.protocol import BuildRequest, KernelSource, Verdict


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite the expected text of file tests"
    )


def sources() -> dict[str, str]:
    """The hand-written kernels: each file holds a kernel that has the file's name."""
    return {path.stem: path.read_text() for path in sorted(KERNELS.glob("*.py"))}


class Process:
    """A worker process and its pipes, as the pool has them."""

    def __init__(self, environment: dict[str, str] | None = None, folder: Path = ROOT) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "warploom.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT / "python"), **(environment or {})},
        )
        self.hello = json.loads(self._process.stdout.readline())

    def ask_line(self, line: str) -> dict[str, Any]:
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def ask(self, **message: Any) -> dict[str, Any]:
        return self.ask_line(json.dumps(message))

    def build(self, kernels: dict[str, str], **options: Any) -> dict[str, Any]:
        named = [{"name": name, "source": source} for name, source in kernels.items()]
        request = {"id": 1, "op": "build", "targets": ["cpu", "cuda"], "include": []}
        return self.ask(**{**request, "kernels": named, **options})

    def end(self) -> tuple[int, str]:
        """Ends the input; returns the exit code and what went to standard error."""
        _, errors = self._process.communicate()
        return self._process.returncode, errors


@pytest.fixture
def worker() -> Iterator[Process]:
    process = Process()
    yield process
    process.end()


class InProcess:
    """The worker's inside, for tests that look at Warp's state or read the compiled text."""

    def __init__(self, folder: Path) -> None:
        self.wp = import_warp()
        self.builder = Builder(self.wp, folder)

    def build(
        self,
        kernels: list[tuple[str, str]],
        targets: tuple[str, ...] = ("cpu", "cuda"),
        include: tuple[str, ...] = (),
        compiled: bool = False,
    ) -> list[Verdict]:
        named = [KernelSource(name, source) for name, source in kernels]
        request = BuildRequest(named, list(targets), frozenset(include), compiled)
        return self.builder.build(request)[0]


@pytest.fixture(scope="session")
def inside(tmp_path_factory: pytest.TempPathFactory) -> InProcess:
    return InProcess(tmp_path_factory.mktemp("scratch"))
