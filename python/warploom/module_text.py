"""Splits a generated translation unit into its header and its top-level items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# The last thing in Warp's module header (codegen.py, `codegen_cast_macros`).
_HEADER_END = "#define adj_int(x, adj_x, adj_ret) adj_cast_int(x, adj_x, adj_ret)\n"

# The tokens that delimit items: brackets and semicolons, and everything that may contain one. A
# statement with only simple parentheses, the usual case, is one token, which keeps tokens few.
_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|\([^{}()"'/]*\);?|[{}();]""",
    re.DOTALL,
)
_NOT_CODE = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|^\s*#line[^\n]*""",
    re.DOTALL | re.MULTILINE,
)
_BEFORE_CODE = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/|#line[^\n]*)*", re.DOTALL)
_STRUCT = re.compile(r"^struct (\w+)", re.MULTILINE)
_CALL = re.compile(r"(\w+)\(")
# What may stand before a function's name with parentheses of its own (codegen_kernel).
_ATTRIBUTES = frozenset({"__launch_bounds__", "WP_CLUSTER_DIMS", "WP_MAXNREG"})
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Item:
    """One top-level item: a struct, a function, an `extern "C"` block or a directive.

    `text` begins with the item's own comment or `template` line and ends with its last brace or
    semicolon.
    """

    kind: str  # "struct", "function", "block" or "directive".
    name: str  # "" for blocks and directives.
    text: str

    def code(self) -> str:
        """The text without comments, strings and `#line`, which hold Python source."""
        return _NOT_CODE.sub(" ", self.text)

    def identifiers(self) -> frozenset[str]:
        """Every identifier in the item's code."""
        return frozenset(_IDENTIFIER.findall(self.code()))


def header_length(text: str) -> int:
    """Returns where the header ends: includes, macros and a source's own extra preamble."""
    return text.index(_HEADER_END) + len(_HEADER_END)


def split_items(text: str) -> Iterator[Item]:
    """Yields the top-level items after the header, in order."""
    at = header_length(text)
    for end in _item_ends(text, at):
        item = text[at:end].strip("\n")
        if item.strip():
            yield _classified(item)
        at = end


def _item_ends(text: str, start: int) -> Iterator[int]:
    """Yields the end of each item: a brace or semicolon at depth zero, or a directive's line."""
    depth = 0
    at = start
    while True:
        if depth == 0 and (directive := _directive_end(text, at)):
            yield directive
            at = directive
            continue
        token = _TOKEN.search(text, at)
        if token is None:
            return
        at = token.end()
        char = token.group()
        if char in "{(":
            depth += 1
        elif char in "})":
            depth -= 1
        # A brace that closes an initializer or a struct is followed by the semicolon that ends it.
        if depth == 0 and (char[-1] == ";" or (char == "}" and text[at : at + 1] != ";")):
            at = _with_trailing_comment(text, at)
            yield at


def _directive_end(text: str, at: int) -> int | None:
    """Returns the end of the line when a preprocessor directive is the next thing at `at`.

    `#line` belongs to the item that follows it.
    """
    rest = re.compile(r"\s*#(?!line)[^\n]*\n").match(text, at)
    return rest.end() if rest else None


def _with_trailing_comment(text: str, at: int) -> int:
    """`} // extern C` ends with its comment."""
    rest = re.compile(r" //[^\n]*").match(text, at)
    return rest.end() if rest else at


def _classified(text: str) -> Item:
    begin = _BEFORE_CODE.match(text).end()
    if text.startswith("#", begin):
        return Item("directive", "", text)
    head = _NOT_CODE.sub(" ", text[begin:].split("{", 1)[0])
    if struct := _STRUCT.search(head):
        return Item("struct", struct.group(1), text)
    for call in _CALL.findall(head):
        if call not in _ATTRIBUTES:
            return Item("function", call, text)
    return Item("block", "", text)
