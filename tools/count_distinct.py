#!/usr/bin/env python3
"""Counts the distinct kernels of a folder or dataset without warploom's own hashes.

    tools/count_distinct.py FOLDER

FOLDER holds Python files (`warploom synth`) or is a dataset with JSON samples. Every name that the
module itself introduces (arguments, locals, functions, structs, fields, constants, aliases) is
replaced by its position of first use, comments and layout are dropped by parsing, and the rest is
compared as text. Prints raw, alpha-renamed and constant-masked counts.
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path


def sources(folder: Path) -> list[str]:
    """Every kernel's source, once."""
    files = sorted(folder.glob("*.py"))
    if files:
        return [file.read_text() for file in files]
    targets = sorted(path for path in (folder / "json").iterdir())
    return [
        json.loads(file.read_text())["python_code"] for file in sorted(targets[0].rglob("*.json"))
    ]


class Renamer(ast.NodeTransformer):
    """Names the module introduces become v0, v1...; with `mask`, constants become their type."""

    def __init__(self, tree: ast.Module, mask: bool) -> None:
        self.mask = mask
        self.names: dict[str, str] = {}
        self.own = introduced(tree)

    def rename(self, name: str) -> str:
        if name not in self.own:
            return name
        return self.names.setdefault(name, f"v{len(self.names)}")

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self.rename(node.name)
        if ast.get_docstring(node) is not None:
            node.body = node.body[1:]
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.name = self.rename(node.name)
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.arg = self.rename(node.arg)
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        node.id = self.rename(node.id)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        node = self.generic_visit(node)
        node.attr = self.rename(node.attr)
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant(type(node.value).__name__) if self.mask else node


def introduced(tree: ast.Module) -> set[str]:
    """The names that the module's own code introduces."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def canonical(source: str, mask: bool) -> str:
    tree = ast.parse(source)
    tree.body = [node for node in tree.body if not isinstance(node, ast.Expr)]
    return ast.dump(Renamer(tree, mask).visit(tree))


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    texts = sources(Path(sys.argv[1]))
    alpha = len({canonical(text, mask=False) for text in texts})
    masked = len({canonical(text, mask=True) for text in texts})
    print(f"{len(texts)} kernels: {len(set(texts))} texts, {alpha} alpha-renamed, {masked} masked")
    return 0


if __name__ == "__main__":
    sys.exit(main())
