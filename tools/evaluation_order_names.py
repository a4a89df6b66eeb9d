"""What an expression of a C++ source refers to, as keys.

What a function does is described by keys. `F|...` is a data member, `G|...` a global variable, and
`L|owner|...` a local variable; `P|owner|2` is what the third parameter of `owner` refers to, and
`U|owner|2` is a call of that parameter; `U||` is a call of something unknown. In a template, a
call of a member of an open type is one of `any NAME`: of all members of ours of that name.
"""

from __future__ import annotations

import re
from pathlib import Path

from clang import cindex
from clang.cindex import Cursor
from evaluation_order_ast import (
    ACCESSORS,
    CALL,
    CONDITIONAL,
    CONSTRUCTOR,
    FIELD,
    FUNCTIONS,
    LAMBDA,
    LIBCLANG,
    MEMBER,
    METHODS,
    NAME,
    PARAMETER,
    SCOPES,
    SUBSCRIPT,
    THIS,
    TRANSPARENT,
    UNARY,
    VARIABLE,
    Context,
    children,
    is_callable,
    is_reference,
)

ANNOTATION = re.compile(rb"//.*\border: (independent|grows), because (.+)")


class Namer:
    """Names of functions, variables and places in one unit."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.texts: dict[str, bytes] = {}
        self.keys: dict[int, str] = {}

    # ---- Files and keys ---------------------------------------------------------------------

    def _absolute(self, name: str) -> str:
        return name if name.startswith("/") else str(self.root / name)

    def _relative(self, name: str) -> str:
        path = self._absolute(name)
        return path.removeprefix(f"{self.root}/")

    def _text(self, name: str) -> bytes:
        path = self._absolute(name)
        if path not in self.texts:
            self.texts[path] = Path(path).read_bytes()
        return self.texts[path]

    def _is_ours(self, declaration: Cursor) -> bool:
        file = declaration.location.file
        return file is not None and self._absolute(file.name).startswith(f"{self.root}/")

    def _place(self, cursor: Cursor) -> str:
        where = cursor.location
        name = self._relative(where.file.name) if where.file else "?"
        return f"{name}:{where.line}:{where.column}"

    def _key(self, declaration: Cursor) -> str:
        known = self.keys.get(declaration.hash)
        if known is None:
            template = LIBCLANG.clang_getSpecializedCursorTemplate(declaration)
            while template is not None:
                template._tu = declaration._tu
                declaration, template = (
                    template,
                    LIBCLANG.clang_getSpecializedCursorTemplate(template),
                )
            if declaration.spelling == "operator()" and "@Sa@" in declaration.get_usr():
                known = f"lambda at {self._place(declaration)}"
            else:
                known = declaration.get_usr()
            self.keys[declaration.hash] = known
        return known

    def _annotation(self, cursor: Cursor, word: bytes = b"independent") -> str | None:
        """The reason of an `order: word` comment in these lines or right above them."""
        where = cursor.extent
        if where.start.file is None:
            return None
        lines = self._text(where.start.file.name).split(b"\n")
        first = where.start.line - 1
        # In a function's body there are comments on its statements.
        last = first + 1 if cursor._kind_id in FUNCTIONS else where.end.line
        while first > 0 and lines[first - 1].lstrip().startswith(b"//"):
            first -= 1
        for line in lines[first:last]:
            found = ANNOTATION.search(line)
            if found and found[1] == word:
                return found[2].decode()
        return None

    def _source_of(self, cursor: Cursor) -> str:
        where = cursor.extent
        if where.start.file is None:
            return ""
        text = self._text(where.start.file.name)[where.start.offset : where.end.offset]
        return " ".join(text.decode(errors="replace").split())

    # ---- What an expression refers to -------------------------------------------------------

    def _callables(self, cursor: Cursor, context: Context) -> list[str]:
        """The functions that a value may be: lambdas, names of functions, callable parameters."""
        kind = cursor._kind_id
        if kind == LAMBDA:
            return [f"lambda at {self._place(cursor)}"]
        if kind == NAME:
            target = cursor.referenced
            if target is None:
                return []
            if target._kind_id in FUNCTIONS:
                return [self._key(target)] if self._is_ours(target) else []
            held = context.lookup("callables", target)
            if held is not None:
                return list(held)
            owner = context.owner_of(target)
            if owner is not None and is_callable(target):
                return [f"U|{owner[0].key}|{owner[1]}"]
            return []
        is_copy = kind == CALL and (
            cursor.referenced is None
            or cursor.referenced._kind_id == CONSTRUCTOR
            or cursor.referenced.spelling in ("move", "ref", "forward")
        )
        found: list[str] = []
        if kind in TRANSPARENT or is_copy:
            for child in children(cursor):
                found += [key for key in self._callables(child, context) if key not in found]
        return found

    def _note_variable(self, cursor: Cursor, context: Context) -> None:
        parts = children(cursor)
        if not parts:
            return
        if is_reference(cursor):
            context.names[cursor.hash] = self._names(parts[-1], context)
        held = self._callables(parts[-1], context)
        if held:
            context.callables[cursor.hash] = held

    def _note_range(self, cursor: Cursor, context: Context) -> None:
        parts = children(cursor)
        if parts and parts[0]._kind_id == VARIABLE and is_reference(parts[0]):
            names: set[str] = set()
            for part in parts[1:-1]:
                names |= self._names(part, context)
            context.names[parts[0].hash] = names

    def _names(self, cursor: Cursor, context: Context) -> set[str]:
        """What an lvalue refers to, as keys; nothing for a temporary."""
        kind = cursor._kind_id
        if kind == MEMBER:
            return self._names_of_member(cursor, context)
        if kind == NAME:
            return self._names_of_variable(cursor, context)
        if kind == CALL:
            return self._names_of_call(cursor, context)
        if kind in TRANSPARENT or kind in (UNARY, SUBSCRIPT):
            parts = children(cursor)
            if kind == SUBSCRIPT:
                parts = parts[:1]
            elif kind == CONDITIONAL:
                parts = parts[1:]
            found: set[str] = set()
            for part in parts:
                found |= self._names(part, context)
            return found
        return set()

    def _names_of_member(self, cursor: Cursor, context: Context) -> set[str]:
        field = cursor.referenced
        objects = children(cursor)
        below = self._names(objects[0], context) if objects else set()
        if field is None or field._kind_id != FIELD:
            return below
        is_this = not objects or objects[0]._kind_id == THIS
        if not is_reference(field):
            if is_this and context.is_constructor:
                return set()
            is_value = not is_this and not self._is_indirect(objects[0], context)
            if is_value and all(key.startswith("L|") for key in below):
                return below
        return {f"F|{field.get_usr()}"} if self._is_ours(field) else below

    def _is_indirect(self, cursor: Cursor, context: Context) -> bool:
        """Whether an object is stored elsewhere: behind a pointer, a reference, or a call."""
        while cursor._kind_id in TRANSPARENT and (parts := children(cursor)):
            cursor = parts[0]
        kind = cursor._kind_id
        if kind == NAME:
            target = cursor.referenced
            return target is not None and is_reference(target)
        if kind == MEMBER:
            field = cursor.referenced
            objects = children(cursor)
            return (
                field is None
                or is_reference(field)
                or not objects
                or objects[0]._kind_id == THIS
                or self._is_indirect(objects[0], context)
            )
        if kind == CALL:
            return cursor.type.kind != cindex.TypeKind.RECORD or bool(self._names(cursor, context))
        return kind in (THIS, UNARY, SUBSCRIPT)

    def _names_of_variable(self, cursor: Cursor, context: Context) -> set[str]:
        target = cursor.referenced
        if target is None or target._kind_id not in (VARIABLE, PARAMETER):
            return set()
        known = context.lookup("names", target)
        if known is not None:
            return set(known)
        owner = context.owner_of(target)
        if owner is not None and is_reference(target):
            kind = target.type.get_pointee()
            return set() if kind.is_const_qualified() else {f"P|{owner[0].key}|{owner[1]}"}
        parent = target.semantic_parent
        if target._kind_id == VARIABLE and parent is not None and parent._kind_id in SCOPES:
            is_const = target.type.is_const_qualified()
            return {f"G|{target.get_usr()}"} if not is_const and self._is_ours(target) else set()
        if target.type.is_const_qualified() or is_reference(target):
            return set()
        return {
            f"L|{self._function_of(target, context)}|{target.spelling}@{target.location.offset}"
        }

    def _function_of(self, variable: Cursor, context: Context) -> str:
        """The key of the function or lambda that a local variable belongs to."""
        parent = variable.semantic_parent
        known = self._key(parent) if parent is not None else context.key
        inner: Context | None = context
        while inner is not None:
            if inner.key == known:
                return known
            inner = inner.outer
        return context.key

    def _names_of_call(self, cursor: Cursor, context: Context) -> set[str]:
        target = cursor.referenced
        if target is None or target._kind_id == CONSTRUCTOR:
            return set()
        if self._is_ours(target) and target._kind_id in FUNCTIONS:
            result = target.result_type
            is_open = result.kind in (
                cindex.TypeKind.LVALUEREFERENCE,
                cindex.TypeKind.POINTER,
            )
            if is_open and not result.get_pointee().is_const_qualified():
                return {f"R|{self._key(target)}"}
            return set()
        found: set[str] = set()
        if target._kind_id in METHODS and target.spelling not in ACCESSORS:
            return found
        for part in children(cursor):
            found |= self._names(part, context)
        return found
