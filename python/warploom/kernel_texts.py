"""Finds the texts that kernels are in: Python files, installed packages, and JSON lines."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

_RECORDS_AT_ONCE = 64
_SOURCE_KEYS = ("python_source", "python_code")


class Unusable(Exception):
    """What the user named holds no kernels that can be read; the message is one sentence."""


@dataclass(frozen=True)
class PythonFile:
    """A file of any number of functions."""

    path: str
    name: str  # As reports name it.


@dataclass(frozen=True)
class Record:
    """The text of one kernel with the functions that it calls."""

    name: str
    source: str


Texts = PythonFile | list[Record]


def batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    """Records in lists that are worth sending to another process."""
    while batch := list(islice(records, _RECORDS_AT_ONCE)):
        yield batch


def find_texts(place: str, *, or_package: bool) -> Iterator[Texts]:
    """The texts of a folder, a .py or .jsonl file or, if allowed, of a package or module.

    Nothing of them is imported. Raises Unusable, for bad JSON lines also when it is iterated.
    """
    path = Path(place)
    if path.is_dir():
        return _files_below(path, path)
    if path.is_file() and path.suffix == ".py":
        return iter([PythonFile(place, _printable(path))])
    if path.is_file() and path.suffix == ".jsonl":
        return batches(_records_of(path))
    if or_package and not path.exists() and (locations := _locate(place)):
        return (file for at in locations for file in _files_below(at, at.parents[place.count(".")]))
    wanted = "a folder, a .py or .jsonl file" + (
        f", a dataset, or a package of {sys.executable}" if or_package else " or a dataset"
    )
    raise Unusable(f'reading kernels: "{place}" is not {wanted}; name one that has kernels')


def _files_below(path: Path, root: Path) -> Iterator[PythonFile]:
    """Python files in a fixed order, without those in hidden folders such as .venv."""
    if path.is_file():
        yield PythonFile(str(path), _printable(path.relative_to(root)))
        return
    for folder, folders, files in os.walk(path, onerror=_fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.endswith(".py"):
                file = Path(folder, name)
                yield PythonFile(str(file), _printable(file.relative_to(root)))


def _fail(error: OSError) -> None:
    raise error


def _printable(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


def _locate(name: str) -> list[Path]:
    """The files or folders of a package or module; [] when there is none with Python source.

    Only the package at the top goes through `find_spec`, which would import those that a dotted
    name is in.
    """
    top, *inner = name.split(".")
    if not all(part.isidentifier() for part in (top, *inner)):
        return []
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return []
    if spec is None:
        return []
    if spec.submodule_search_locations is None:
        origin = Path(spec.origin or "")
        return [origin] if not inner and origin.suffix == ".py" and origin.is_file() else []
    folders = [Path(location, *inner) for location in spec.submodule_search_locations]
    files = [folder.with_suffix(".py") for folder in folders if inner]
    return [folder for folder in folders if folder.is_dir()] or [f for f in files if f.is_file()]


def _records_of(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8", errors="surrogateescape") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                name = f"{_printable(path)}:{number}"
                yield Record(name, _source_of(line, name))


def _source_of(line: str, name: str) -> str:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise Unusable(
            f"reading kernels: {name} is not JSON; each line must be an object"
        ) from None
    for key in _SOURCE_KEYS:
        if isinstance(record, dict) and isinstance(record.get(key), str):
            return record[key]
    raise Unusable(f"reading kernels: {name} has no text {' or '.join(_SOURCE_KEYS)}; add one")
