"""Remembers which overload of a builtin Warp resolves a call to.

Warp tries the overloads of a builtin one after the other at every call, which is half the time of
generating a kernel. For a builtin the answer follows from the types of the arguments alone
(warp/_src/codegen.py, `Adjoint.resolve_func`), so it is asked for once per signature. What Warp
generates stays the same, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

_MOST_SIGNATURES = 50_000  # Types that sources make are kept alive by the signatures they are in.


def install(wp: ModuleType) -> None:
    """Puts the memo in front of `Adjoint.resolve_func` for the rest of the process."""
    codegen = wp._src.codegen
    resolve = codegen.Adjoint.resolve_func
    # Constructors of structs count as builtins, too, but they are specific to one source.
    of_warp = set(builtin_overloads(wp))
    known: dict[Any, Any] = {}

    def resolve_func(
        adj: Any, func: Any, arg_types: Any, kwarg_types: Any, min_outputs: Any
    ) -> Any:
        signature = _signature(wp, arg_types, kwarg_types) if func in of_warp else None
        if signature is None:
            return resolve(adj, func, arg_types, kwarg_types, min_outputs)
        # The overloads are part of the key, since a source may add some.
        key = (func, len(func.overloads), signature, min_outputs)
        found = known.get(key)
        if found is None:
            found = resolve(adj, func, arg_types, kwarg_types, min_outputs)
            if len(known) >= _MOST_SIGNATURES:
                known.clear()
            known[key] = found
        return found

    codegen.Adjoint.resolve_func = resolve_func


def builtin_overloads(wp: ModuleType) -> Iterator[Any]:
    """Yields every overload of Warp's own builtins, the first of each name among them."""
    for function in wp._src.context.builtin_functions.values():
        yield from function.overloads if function.is_builtin() else ()


def _signature(wp: ModuleType, arg_types: Any, kwarg_types: dict[str, Any]) -> Any:
    """What a call's overload depends on; None if an argument is not a value type or an array."""
    parts = [len(arg_types), *kwarg_types]
    for arg_type in (*arg_types, *kwarg_types.values()):
        if isinstance(arg_type, type):
            parts.append(arg_type)
        elif wp._src.types.is_array(arg_type) and isinstance(arg_type.dtype, type):
            parts.append((type(arg_type), arg_type.dtype, arg_type.ndim))
        else:
            return None
    return tuple(parts)
