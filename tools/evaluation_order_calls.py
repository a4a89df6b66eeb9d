"""What one call does: the functions it may call, and what it may change of its arguments.
evaluation_order_names.py says what the keys mean.
"""

from __future__ import annotations

import re
from typing import Any

from clang.cindex import Cursor
from evaluation_order_ast import (
    ACCESSORS,
    CONSTRUCTOR,
    FIELD,
    FUNCTIONS,
    LIBCLANG,
    MEMBER,
    METHODS,
    MUTATORS,
    NAME,
    OVERLOADED,
    PARAMETER,
    TRANSPARENT,
    UNKNOWN_CALL,
    VARIABLE,
    Context,
    Effects,
    children,
    is_reference,
)
from evaluation_order_names import Namer


class CallReader(Namer):
    """Adds calls to the effects of the function that contains them."""

    @staticmethod
    def _is_operator_call(callee: list[Cursor]) -> bool:
        """`a + b`, not `a.operator+(b)`."""
        return not any(part._kind_id == MEMBER for part in callee)

    def _add_call(
        self,
        cursor: Cursor,
        target: Cursor | None,
        callee: list[Cursor],
        arguments: list[Cursor],
        is_operator: bool,
        context: Context,
        effects: Effects,
    ) -> None:
        if target is None:
            self._add_dependent_call(callee, arguments, context, effects)
            return
        if target._kind_id not in FUNCTIONS:
            self._add_indirect_call(target, context, effects)
            return
        is_method = target._kind_id in METHODS
        object_argument = arguments[:1] if is_operator and is_method else callee[:1]
        passed = arguments[1:] if is_operator and is_method else arguments
        name = target.spelling
        if self._is_ours(target):
            if target._kind_id == CONSTRUCTOR and not passed:
                effects.calls.append([self._key(target), {}])
                return
            described = self._describe(passed, context)
            if is_method:
                described |= self._describe_object(target, object_argument, context)
            effects.calls.append([self._key(target), described])
            return
        if name == "operator()" and object_argument:
            algorithm = self._algorithm(object_argument[0])
            if algorithm is None:
                unknown = {UNKNOWN_CALL} - self._resolve(object_argument[0], context, effects)
                effects.writes |= unknown
            else:
                self._add_library_call(target, algorithm, [], passed, context, effects, False)
            return
        is_member = target._kind_id in METHODS and target._kind_id != CONSTRUCTOR
        self._add_library_call(target, name, object_argument, passed, context, effects, is_member)

    def _algorithm(self, cursor: Cursor) -> str | None:
        """The name of one of std::ranges' algorithms, which are objects."""
        while cursor._kind_id in TRANSPARENT and (parts := children(cursor)):
            cursor = parts[0]
        variable = cursor.referenced if cursor._kind_id == NAME else None
        if variable is None or variable._kind_id != VARIABLE or self._is_ours(variable):
            return None
        return variable.spelling

    def _add_library_call(
        self,
        target: Cursor,
        name: str,
        object_argument: list[Cursor],
        passed: list[Cursor],
        context: Context,
        effects: Effects,
        is_member: bool,
    ) -> None:
        if is_member and not target.is_const_method() and name not in ACCESSORS:
            for part in object_argument:
                effects.writes |= self._names(part, context)
        if not is_member and name in MUTATORS:
            for argument in passed:
                effects.writes |= self._names(argument, context)
        if target._kind_id != CONSTRUCTOR:
            for argument in passed:
                for key in self._callables(argument, context):
                    self._call_of(key, effects)

    def _add_dependent_call(
        self, callee: list[Cursor], arguments: list[Cursor], context: Context, effects: Effects
    ) -> None:
        """In a template: every function that the name may mean."""
        open_parts = list(callee)
        while open_parts:
            part = open_parts.pop()
            if part._kind_id == OVERLOADED:
                for i in range(LIBCLANG.clang_getNumOverloadedDecls(part)):
                    candidate = LIBCLANG.clang_getOverloadedDecl(part, i)
                    candidate._tu = part._tu
                    # An operator of any type would be one of all that the name means.
                    if self._is_ours(candidate) and not part.spelling.startswith("operator"):
                        described = self._describe(arguments, context)
                        effects.calls.append([self._key(candidate), described])
            elif part._kind_id == MEMBER and part.referenced is None:
                member = re.search(r"\w+$", self._source_of(part))
                if member:
                    effects.calls.append([f"any {member[0]}", {}])
            else:
                open_parts += children(part)

    def _add_indirect_call(self, variable: Cursor, context: Context, effects: Effects) -> None:
        owner = context.owner_of(variable)
        held = context.lookup("callables", variable)
        if owner is not None:
            effects.writes.add(f"U|{owner[0].key}|{owner[1]}")
        elif held:
            for key in held:
                self._call_of(key, effects)
        else:
            effects.writes.add(UNKNOWN_CALL)

    def _resolve(self, cursor: Cursor, context: Context, effects: Effects) -> set[str]:
        """Adds the calls of what a std::function holds; UNKNOWN_CALL when that is known."""
        known = self._callables(cursor, context)
        for key in known:
            self._call_of(key, effects)
        return {UNKNOWN_CALL} if known else set()

    @staticmethod
    def _call_of(key: str, effects: Effects) -> None:
        if key.startswith("U|"):
            effects.writes.add(key)
        else:
            effects.calls.append([key, {}])

    def _describe(self, arguments: list[Cursor], context: Context) -> dict[str, Any]:
        """What a callee may change or call of each argument."""
        described = {}
        for number, argument in enumerate(arguments):
            names = sorted(self._names(argument, context))
            callables = self._callables(argument, context)
            if not callables and self._is_unknown_function(argument):
                callables = [UNKNOWN_CALL]
            if names or callables:
                described[str(number)] = [names, callables]
        return described

    def _describe_object(
        self, method: Cursor, parts: list[Cursor], context: Context
    ) -> dict[str, Any]:
        """Where the object is a local value, its own members are nobody else's."""
        while parts and parts[0]._kind_id in TRANSPARENT | {MEMBER}:
            is_field = parts[0].referenced is not None and parts[0].referenced._kind_id == FIELD
            inner = children(parts[0])
            if is_field or not inner:
                return {}
            parts = inner
        variable = parts[0].referenced if parts and parts[0]._kind_id == NAME else None
        is_value = variable is not None and variable._kind_id in (VARIABLE, PARAMETER)
        if not is_value or is_reference(variable):
            return {}
        names = self._names(parts[0], context)
        if not names or not all(name.startswith("L|") for name in names):
            return {}
        return {"object": [sorted(names), [f"F|{method.semantic_parent.get_usr()}@"]]}

    def _is_unknown_function(self, argument: Cursor) -> bool:
        is_function = "std::function<" in argument.type.get_canonical().spelling
        return is_function and self._source_of(argument) not in ("nullptr", "{}", "")
