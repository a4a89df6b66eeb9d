"""Reads one C++ source through libclang: what its functions write and call, and where C++ leaves
the order of two operands open. evaluation_order.py says what it is for.

What a function does is told by keys. `F|...` is a data member, `G|...` a global variable, and
`L|owner|...` a local variable; `P|owner|2` is what the third parameter of `owner` refers to, and
`U|owner|2` is a call of that parameter; `U||` is a call of something unknown. In a template, a
call of a member of an open type is one of `any NAME`: of all members of ours of that name.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from clang import cindex
from clang.cindex import Cursor, CursorKind

ANNOTATION = re.compile(rb"//.*\border: (independent|grows), because (.+)")
UNKNOWN_CALL = "U||"

# What std's containers hand out without being changed by it.
_ACCESSORS = (
    "begin end rbegin rend cbegin cend data back front at operator[] find operator* operator-> get "
    "value operator() size subspan first last lower_bound upper_bound equal_range"
)
ACCESSORS = frozenset(_ACCESSORS.split())
# What std's functions change of the caller's: one of their arguments.
_MUTATORS = (
    "sort stable_sort swap shuffle reverse rotate remove remove_if erase erase_if unique fill iota "
    "copy copy_if transform back_inserter inserter exchange getline operator<< operator>>"
)
MUTATORS = frozenset(_MUTATORS.split())
_SEQUENCED = "<< >> && || , [] ->* = += -= *= /= %= &= |= ^= <<= >>="
SEQUENCED_OPERATORS = frozenset(f"operator{op}" for op in _SEQUENCED.split())

# CXBinaryOperatorKind of libclang 17 and later: those whose operands C++17 leaves unsequenced.
UNSEQUENCED_BUILTINS = frozenset(range(3, 8)) | frozenset(range(10, 20))
ASSIGNMENTS = frozenset(range(22, 33))
INCREMENTS = ("++", "--")


def _ids(names: str) -> frozenset[int]:
    return frozenset(getattr(CursorKind, name).value for name in names.split())


SCOPES = _ids(
    "NAMESPACE LINKAGE_SPEC CLASS_DECL STRUCT_DECL UNION_DECL CLASS_TEMPLATE UNEXPOSED_DECL"
)
FUNCTIONS = _ids(
    "FUNCTION_DECL CXX_METHOD CONSTRUCTOR DESTRUCTOR CONVERSION_FUNCTION FUNCTION_TEMPLATE"
)
METHODS = _ids("CXX_METHOD CONSTRUCTOR DESTRUCTOR CONVERSION_FUNCTION")
TRANSPARENT = _ids(
    "UNEXPOSED_EXPR PAREN_EXPR CONDITIONAL_OPERATOR INIT_LIST_EXPR CXX_FUNCTIONAL_CAST_EXPR "
    "CXX_STATIC_CAST_EXPR"
)
(CALL,) = _ids("CALL_EXPR")
(MEMBER,) = _ids("MEMBER_REF_EXPR")
(NAME,) = _ids("DECL_REF_EXPR")
(LAMBDA,) = _ids("LAMBDA_EXPR")
(BINARY,) = _ids("BINARY_OPERATOR")
(COMPOUND_ASSIGNMENT,) = _ids("COMPOUND_ASSIGNMENT_OPERATOR")
(UNARY,) = _ids("UNARY_OPERATOR")
(VARIABLE,) = _ids("VAR_DECL")
(PARAMETER,) = _ids("PARM_DECL")
(FIELD,) = _ids("FIELD_DECL")
(CONSTRUCTOR,) = _ids("CONSTRUCTOR")
(THIS,) = _ids("CXX_THIS_EXPR")
(RANGE_FOR,) = _ids("CXX_FOR_RANGE_STMT")
(COMPOUND,) = _ids("COMPOUND_STMT")
(CONDITIONAL,) = _ids("CONDITIONAL_OPERATOR")
(SUBSCRIPT,) = _ids("ARRAY_SUBSCRIPT_EXPR")
(OVERLOADED,) = _ids("OVERLOADED_DECL_REF")

_lib = cindex.conf.lib
_lib.clang_getCursorBinaryOperatorKind.argtypes = [Cursor]
_lib.clang_getCursorBinaryOperatorKind.restype = ctypes.c_int

_found: list[list[Cursor]] = []


def _collect(child: Cursor, _parent: Cursor, _data: Any) -> int:
    _found[-1].append(child)
    return 1  # Continue with the next sibling.


_COLLECT = cindex.callbacks["cursor_visit"](_collect)


def children(cursor: Cursor) -> list[Cursor]:
    _found.append([])
    _lib.clang_visitChildren(cursor, _COLLECT, None)
    found = _found.pop()
    for child in found:
        child._tu = cursor._tu
    return found


def is_reference(cursor: Cursor) -> bool:
    return cursor.type.kind in (
        cindex.TypeKind.LVALUEREFERENCE,
        cindex.TypeKind.RVALUEREFERENCE,
        cindex.TypeKind.POINTER,
    )


def is_callable(cursor: Cursor) -> bool:
    """Whether a variable of this declaration may be called: std::function, function pointer,
    template parameter."""
    kind = cursor.type.get_canonical()
    if kind.kind == cindex.TypeKind.LVALUEREFERENCE:
        kind = kind.get_pointee()
    return (
        "std::function<" in kind.spelling
        or kind.kind == cindex.TypeKind.UNEXPOSED
        or (
            kind.kind == cindex.TypeKind.POINTER
            and kind.get_pointee().kind == cindex.TypeKind.FUNCTIONPROTO
        )
    )


class Effects:
    """What evaluating something may do."""

    def __init__(self) -> None:
        self.writes: set[str] = set()
        self.reads: set[str] = set()
        self.calls: list[list[Any]] = []  # [callee's key, {argument: [names, callables]}]

    def add(self, other: Effects) -> None:
        self.writes |= other.writes
        self.reads |= other.reads
        self.calls += other.calls

    def to_json(self) -> dict[str, Any]:
        calls: list[list[Any]] = []
        for call in self.calls:
            if call not in calls:
                calls.append(call)
        return {"writes": sorted(self.writes), "reads": sorted(self.reads), "calls": calls}


class Context:
    """The function whose body is being read."""

    def __init__(self, key: str, outer: Context | None, is_constructor: bool) -> None:
        self.key = key
        self.outer = outer
        self.is_constructor = is_constructor
        self.parameters: dict[int, int] = {}  # By the hash of the declaration.
        self.names: dict[int, set[str]] = {}  # What references refer to.
        self.callables: dict[int, list[str]] = {}  # Which functions a variable holds.

    def owner_of(self, declaration: Cursor) -> tuple[Context, int] | None:
        """The context that has this parameter, and its number."""
        context: Context | None = self
        while context is not None:
            number = context.parameters.get(declaration.hash)
            if number is not None:
                return context, number
            context = context.outer
        return None

    def lookup(self, table: str, declaration: Cursor) -> Any:
        context: Context | None = self
        while context is not None:
            known = getattr(context, table).get(declaration.hash)
            if known is not None:
                return known
            context = context.outer
        return None


class SourceReader:
    """Collects functions, places and annotations of the files that `wanted` names."""

    def __init__(self, root: Path, wanted: Iterable[Path]) -> None:
        self.root = root
        self.wanted = {str(path) for path in wanted}
        self.texts: dict[str, bytes] = {}
        self.keys: dict[int, str] = {}
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
            template = _lib.clang_getSpecializedCursorTemplate(declaration)
            while template is not None:
                template._tu = declaration._tu
                declaration, template = template, _lib.clang_getSpecializedCursorTemplate(template)
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
        if _lib.clang_getSpecializedCursorTemplate(cursor) is not None:
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
        operator = _lib.clang_getCursorBinaryOperatorKind(cursor)
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

    def _source_of(self, cursor: Cursor) -> str:
        where = cursor.extent
        if where.start.file is None:
            return ""
        text = self._text(where.start.file.name)[where.start.offset : where.end.offset]
        return " ".join(text.decode(errors="replace").split())

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
                for i in range(_lib.clang_getNumOverloadedDecls(part)):
                    candidate = _lib.clang_getOverloadedDecl(part, i)
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
        """Whether an object lies elsewhere: behind a pointer, a reference, or a call."""
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
