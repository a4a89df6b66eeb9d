"""Reads one C++ source through libclang: what its functions write and call, and where C++ leaves
the order of two operands open. evaluation_order.py says what it is for, evaluation_order_names.py
what the keys mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from clang import cindex
from clang.cindex import Cursor, CursorKind
from evaluation_order_ast import (
    ASSIGNMENTS,
    BINARY,
    CALL,
    COMPOUND,
    COMPOUND_ASSIGNMENT,
    CONSTRUCTOR,
    FIELD,
    FUNCTIONS,
    INCREMENTS,
    LAMBDA,
    LIBCLANG,
    MEMBER,
    METHODS,
    NAME,
    PARAMETER,
    RANGE_FOR,
    SCOPES,
    SEQUENCED_OPERATORS,
    UNARY,
    UNSEQUENCED_BUILTINS,
    VARIABLE,
    Context,
    Effects,
    children,
)
from evaluation_order_calls import CallReader


class SourceReader(CallReader):
    """Collects functions, places and annotations of the files that `wanted` names."""

    def __init__(self, root: Path, wanted: Iterable[Path]) -> None:
        super().__init__(root)
        self.wanted = {str(path) for path in wanted}
        self.functions: dict[str, dict[str, Any]] = {}
        self.places: list[dict[str, Any]] = []
        self.independent: dict[str, str] = {}
        self.growing: dict[str, str] = {}

    def read(self, unit: cindex.TranslationUnit) -> dict[str, Any]:
        for declaration in children(unit.cursor):
            file = declaration.location.file
            if file is not None and self._absolute(file.name) in self.wanted:
                self._read_declaration(declaration)
        return {
            "functions": self.functions,
            "places": self.places,
            "independent": self.independent,
            "growing": self.growing,
        }

    # ---- Declarations -----------------------------------------------------------------------

    def _read_declaration(self, cursor: Cursor) -> None:
        kind = cursor._kind_id
        if kind in FUNCTIONS:
            self._read_function(cursor)
        elif kind == VARIABLE:
            self._read_initializer(cursor)
        elif kind == FIELD:
            key = f"F|{cursor.get_usr()}"
            for word, known in ((b"independent", self.independent), (b"grows", self.growing)):
                reason = self._annotation(cursor, word)
                if reason:
                    known[key] = reason
        elif kind in SCOPES:
            for child in children(cursor):
                self._read_declaration(child)

    def _read_function(self, cursor: Cursor) -> None:
        if LIBCLANG.clang_getSpecializedCursorTemplate(cursor) is not None:
            return  # An instance; its template is read.
        key = self._key(cursor)
        reason = self._annotation(cursor)
        if reason:
            self.independent[key] = reason
        context = Context(key, None, cursor._kind_id == CONSTRUCTOR)
        effects = Effects()
        parts = children(cursor)
        self._number_parameters(parts, context)
        for part in parts:
            if part._kind_id != PARAMETER:
                self._visit(part, context, effects)
        for base in self._overridden(cursor):
            self._add_function(self._key(base), base, Effects(), [[key, {}]])
        self._add_function(key, cursor, effects, [])

    @staticmethod
    def _overridden(cursor: Cursor) -> Iterator[Cursor]:
        if cursor._kind_id in METHODS and cursor.is_virtual_method():
            parent = cursor.semantic_parent
            for base in children(parent):
                if base.kind == CursorKind.CXX_BASE_SPECIFIER and base.referenced is not None:
                    for method in children(base.referenced):
                        if method.spelling == cursor.spelling:
                            yield method

    def _read_initializer(self, cursor: Cursor) -> None:
        effects = Effects()
        context = Context(f"initializer of {cursor.get_usr()}", None, False)
        for child in children(cursor):
            self._visit(child, context, effects)

    @staticmethod
    def _number_parameters(parts: list[Cursor], context: Context) -> None:
        parameters = [part for part in parts if part._kind_id == PARAMETER]
        for number, parameter in enumerate(parameters):
            context.parameters[parameter.hash] = number

    def _add_function(self, key: str, cursor: Cursor, effects: Effects, calls: list[Any]) -> None:
        parent = cursor.semantic_parent
        name = cursor.spelling
        if cursor._kind_id in METHODS and parent is not None:
            name = f"{parent.spelling}::{name}"
        entry = self.functions.setdefault(
            key, {"name": name, "place": self._place(cursor), "returns_reference": False}
        )
        known = entry.get("effects", {"writes": [], "reads": [], "calls": []})
        new = effects.to_json()
        entry["effects"] = {
            "writes": sorted({*known["writes"], *new["writes"]}),
            "reads": sorted({*known["reads"], *new["reads"]}),
            "calls": known["calls"] + new["calls"] + calls,
        }

    # ---- Statements and expressions ---------------------------------------------------------

    def _visit(self, cursor: Cursor, context: Context, effects: Effects) -> None:
        kind = cursor._kind_id
        if kind == CALL:
            self._visit_call(cursor, context, effects)
        elif kind == LAMBDA:
            self._visit_lambda(cursor, context, effects)
        elif kind in (BINARY, COMPOUND_ASSIGNMENT):
            self._visit_binary(cursor, context, effects)
        elif kind == UNARY:
            self._visit_unary(cursor, context, effects)
        elif kind in (MEMBER, NAME):
            self._visit_name(cursor, context, effects)
        else:
            if kind == VARIABLE:
                self._note_variable(cursor, context)
            elif kind == RANGE_FOR:
                self._note_range(cursor, context)
            for child in children(cursor):
                self._visit(child, context, effects)

    def _visit_name(self, cursor: Cursor, context: Context, effects: Effects) -> None:
        target = cursor.referenced
        if target is not None and target._kind_id in (FIELD, VARIABLE, PARAMETER):
            effects.reads |= self._names(cursor, context)
        for child in children(cursor):
            self._visit(child, context, effects)

    def _visit_unary(self, cursor: Cursor, context: Context, effects: Effects) -> None:
        operands = children(cursor)
        for operand in operands:
            self._visit(operand, context, effects)
        text = self._source_of(cursor)
        if operands and (text.startswith(INCREMENTS) or text.endswith(INCREMENTS)):
            effects.writes |= self._names(operands[0], context)

    def _visit_binary(self, cursor: Cursor, context: Context, effects: Effects) -> None:
        operator = LIBCLANG.clang_getCursorBinaryOperatorKind(cursor)
        operands = children(cursor)
        if operator in UNSEQUENCED_BUILTINS:
            self._visit_unsequenced(cursor, "an operator", operands, context, effects)
            return
        for operand in operands:
            self._visit(operand, context, effects)
        if cursor._kind_id == COMPOUND_ASSIGNMENT or operator in ASSIGNMENTS:
            effects.writes |= self._names(operands[0], context)

    def _visit_lambda(self, cursor: Cursor, context: Context, effects: Effects) -> None:
        """The body is a function of its own; creating the closure has no effect."""
        key = f"lambda at {self._place(cursor)}"
        inner = Context(key, context, False)
        parts = children(cursor)
        self._number_parameters(parts, inner)
        inside = Effects()
        for part in parts:
            if part._kind_id == COMPOUND:
                self._visit(part, inner, inside)
        self._add_function(key, cursor, inside, [])
        self.functions[key]["name"] = key

    def _visit_unsequenced(
        self,
        cursor: Cursor,
        what: str,
        operands: list[Cursor],
        context: Context,
        effects: Effects,
    ) -> None:
        each = []
        for operand in operands:
            inside = Effects()
            self._visit(operand, context, inside)
            effects.add(inside)
            if inside.writes or inside.reads or inside.calls:
                each.append((operand, inside))
        if sum(bool(inside.writes or inside.calls) for _, inside in each) == 0 or len(each) < 2:
            return
        self.places.append(
            {
                "place": self._place(cursor),
                "what": what,
                "function": context.key,
                "independent": self._annotation(cursor),
                "operands": [
                    {"text": self._source_of(operand), **inside.to_json()}
                    for operand, inside in each
                ],
            }
        )

    # ---- Calls ------------------------------------------------------------------------------

    def _visit_call(self, cursor: Cursor, context: Context, effects: Effects) -> None:
        target = cursor.referenced
        arguments = [argument for argument in cursor.get_arguments() if argument is not None]
        hashes = {argument.hash for argument in arguments}
        callee = [child for child in children(cursor) if child.hash not in hashes]
        if cursor.spelling not in ("begin", "end"):  # What they point to is read through them.
            for part in callee:
                self._visit(part, context, effects)
        name = target.spelling if target is not None else cursor.spelling
        is_operator = name.startswith("operator") and self._is_operator_call(callee)
        ordered = is_operator and name in SEQUENCED_OPERATORS
        skipped = 1 if is_operator and name == "operator()" else 0
        if target is not None and target._kind_id == CONSTRUCTOR:
            ordered = self._source_of(cursor).endswith("}")
        if ordered or len(arguments) - skipped < 2:
            for argument in arguments:
                self._visit(argument, context, effects)
        else:
            for argument in arguments[:skipped]:
                self._visit(argument, context, effects)
            what = name if is_operator else f"a call of {name}"
            self._visit_unsequenced(cursor, what, arguments[skipped:], context, effects)
        self._add_call(cursor, target, callee, arguments, is_operator, context, effects)
