"""Brings Warp's process-wide state back to what it is just after `import warp`.

Warp's text depends on more than the source: helper names are counted per process, generic
helpers of Warp itself keep the overloads made for earlier kernels, and a source may set
`wp.config`. One FreshState, made right after the import, undoes all of it for each kernel.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from types import ModuleType
from typing import Any

# Values of wp.config that belong to the process and not to a kernel.
_PROCESS_CONFIG = frozenset({"kernel_cache_dir"})


def _copied(value: Any) -> Any:
    return value.copy() if isinstance(value, dict | list | set) else value


def _attributes(thing: object) -> Callable[[], None]:
    """Remembers the attributes of `thing`, containers one level deep; calling restores them."""
    saved = {name: _copied(value) for name, value in vars(thing).items()}

    def restore() -> None:
        attributes = vars(thing)
        if attributes == saved:  # Usual, and cheap: equal values are the same objects.
            return
        attributes.clear()
        attributes.update((name, _copied(value)) for name, value in saved.items())

    return restore


class FreshState:
    """Remembers Warp's state when made; `restore` brings it back. Make one per process."""

    def __init__(self, wp: ModuleType) -> None:
        self._codegen = wp._src.codegen
        self._context = wp._src.context
        self._config = wp.config
        self._saved_config = {
            name: value
            for name, value in vars(wp.config).items()
            if not name.startswith("_") and name not in _PROCESS_CONFIG
        }
        self._key_counts = dict(self._context.function_key_counts)
        self._builtins = dict(self._context.builtin_functions)
        self._user_modules = dict(self._context.user_modules)
        self._restores = [
            restore
            for module in self._user_modules.values()
            for function in module.functions.values()
            for restore in self._function(function)
        ]
        self.collect()
        # Collection runs at the end of a batch; a kernel makes ten times the usual 700 objects.
        gc.set_threshold(100_000)

    @staticmethod
    def _function(function: Any) -> list[Callable[[], None]]:
        """Warp's own Python helpers (quat_from_euler, ...) are shared by all kernels.

        Calls add overloads to them (context.py, `Function.get_overload`), specializations for
        function arguments (codegen.py, `specialize_callable_func`) and flags to their Adjoint
        (`used_by_backward_kernel`, `force_adjoint_codegen`).
        """
        every = {function, *function.user_overloads.values(), *function.user_templates.values()}
        return [restore for f in every for restore in (_attributes(f), _attributes(f.adj))]

    @staticmethod
    def collect() -> None:
        """Frees what kernels have left behind; for the end of a batch.

        What is left then stays long (it is large), so that the collector need not walk it until
        the next end; but some of it does die, and would otherwise be kept with all it refers to.
        """
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def restore(self) -> None:
        """Forgets everything that kernels since the last call have left in Warp."""
        modules = self._context.user_modules
        for name in [name for name in modules if name not in self._user_modules]:
            modules.pop(name)._detach_references()
        for module in self._user_modules.values():
            module.mark_modified()
        for restore in self._restores:
            restore()
        self._replace(self._context.function_key_counts, self._key_counts)
        if len(self._context.builtin_functions) != len(self._builtins):
            self._replace(self._context.builtin_functions, self._builtins)
        self._codegen.options = {}
        for name, value in self._saved_config.items():
            setattr(self._config, name, value)

    @staticmethod
    def _replace(target: dict[str, Any], saved: dict[str, Any]) -> None:
        target.clear()
        target.update(saved)
