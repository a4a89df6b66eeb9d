"""The shapes in a text, with the place and the line of source where each can be seen."""

from __future__ import annotations

import ast
import tokenize
import warnings
from array import array
from dataclasses import dataclass, field

from warploom.kernel_texts import PythonFile, Record, Texts
from warploom.shapes import Shape, shapes_of
from warploom.warp_functions import Names, WarpFunction, find_functions, may_have_functions

_MOST_OF_A_LINE = 200

_UNREADABLE = (OSError, SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True, order=True)
class Example:
    """The line where a statement begins, with its source."""

    length: int  # The shortest statement is the best example.
    name: str
    line: int
    source: str


@dataclass
class TextShapes:
    """What some texts show. A unit is a function of a Python file, or a record."""

    examples: dict[Shape, Example | None] = field(default_factory=dict)
    units: list[array[int]] = field(default_factory=list)  # Positions in `examples`.
    kernels: int = 0
    functions: int = 0
    unreadable: list[str] = field(default_factory=list)  # What could not be parsed, and why.


def read_texts(texts: Texts, *, with_examples: bool) -> TextShapes:
    """Reads a file or a batch of records; without examples, also without units."""
    reader = _Reader(with_examples)
    for text in [texts] if isinstance(texts, PythonFile) else texts:
        try:
            reader.read(text)
        except _UNREADABLE as error:
            reader.result.unreadable.append(f"{text.name}: {error.__class__.__name__}: {error}")
    return reader.result


class _Reader:
    def __init__(self, with_examples: bool) -> None:
        self.result = TextShapes()
        self._with_examples = with_examples
        self._positions: dict[Shape, int] = {}

    def read(self, text: PythonFile | Record) -> None:
        source = _source(text)
        if not may_have_functions(source):
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Of odd escapes in the user's strings.
            found, names = find_functions(ast.parse(source))
        units = [[function] for function in found] if isinstance(text, PythonFile) else [found]
        for unit in units:
            self._add_unit(unit, names, text.name, source)

    def _add_unit(self, unit: list[WarpFunction], names: Names, name: str, source: str) -> None:
        shapes: dict[Shape, ast.stmt] = {}
        for function in unit:
            shapes_of(function, names, shapes)
        if not shapes:  # Functions of native code.
            return
        kernels = sum(function.is_kernel for function in unit)
        self.result.kernels += kernels
        self.result.functions += len(unit) - kernels
        if not self._with_examples:
            self.result.examples.update(dict.fromkeys(shapes))
            return
        self._add_examples(shapes, name, source.splitlines())
        self.result.units.append(array("I", map(self._positions.__getitem__, shapes)))

    def _add_examples(self, shapes: dict[Shape, ast.stmt], name: str, lines: list[str]) -> None:
        examples = self.result.examples
        by_statement: dict[int, Example] = {}
        for shape, statement in shapes.items():
            example = by_statement.get(id(statement))
            if example is None:
                example = by_statement[id(statement)] = _example(statement, name, lines)
            known = examples.setdefault(shape, example)
            self._positions.setdefault(shape, len(self._positions))
            if known is not None and example < known:
                examples[shape] = example


def _source(text: PythonFile | Record) -> str:
    if isinstance(text, Record):
        return text.source
    with tokenize.open(text.path) as file:  # In the encoding that the file declares.
        return file.read()


def _example(statement: ast.stmt, name: str, lines: list[str]) -> Example:
    """The statement on one line, of a compound one its head."""
    last = statement.end_lineno or statement.lineno
    if hasattr(statement, "body"):
        parts = [getattr(statement, part, None) for part in ("test", "iter")]
        ends = [part.end_lineno or 0 for part in parts if isinstance(part, ast.expr)]
        last = max([statement.lineno, *ends])
    text = " ".join(line.strip() for line in lines[statement.lineno - 1 : last])
    return Example(len(text), name, statement.lineno, text[:_MOST_OF_A_LINE])
