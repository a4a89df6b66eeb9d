"""What evaluation_order_source.py needs of libclang: kinds of nodes, and what it keeps of them."""

from __future__ import annotations

import ctypes
from typing import Any

from clang import cindex
from clang.cindex import Cursor, CursorKind

UNKNOWN_CALL = "U||"

# Accessors of std's containers, which do not change them.
_ACCESSORS = (
    "begin end rbegin rend cbegin cend data back front at operator[] find operator* operator-> get "
    "value operator() size subspan first last lower_bound upper_bound equal_range"
)
ACCESSORS = frozenset(_ACCESSORS.split())
# Functions of std that change one of their arguments.
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

LIBCLANG = cindex.conf.lib
LIBCLANG.clang_getCursorBinaryOperatorKind.argtypes = [Cursor]
LIBCLANG.clang_getCursorBinaryOperatorKind.restype = ctypes.c_int

_found: list[list[Cursor]] = []


def _collect(child: Cursor, _parent: Cursor, _data: Any) -> int:
    _found[-1].append(child)
    return 1  # Continue with the next sibling.


_COLLECT = cindex.callbacks["cursor_visit"](_collect)


def children(cursor: Cursor) -> list[Cursor]:
    _found.append([])
    LIBCLANG.clang_visitChildren(cursor, _COLLECT, None)
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
