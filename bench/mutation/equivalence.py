"""Finds mutants that mean what the text meant: the compiler makes the same machine code of both.

That proves them equivalent for all inputs ("trivial compiler equivalence", Papadakis et al., ICSE
2015): for the CPU with Clang at Warp's own level 2, for CUDA with NVRTC at its level 3.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from warploom.codegen import Generated
from warploom.jit import Jit, uncontracted


class MachineCode:
    """Compiles texts alone, with optimization; owns one file in `folder`."""

    def __init__(self, jit: Jit, folder: Path) -> None:
        self._jit = jit
        self._file = folder / "equivalence.o"
        self._known: dict[tuple[str, str], bytes | None] = {}

    def same(self, original: Generated, mutant: Generated) -> bool:
        """Whether both compile, and to the same code."""
        key = (original.target, original.text)
        if key not in self._known:
            self._known[key] = self._code(original)
        code = self._known[key]
        return code is not None and code == self._code(mutant)

    def _code(self, generated: Generated) -> bytes | None:
        if generated.target == "cuda":
            try:
                return self._jit.ptx(generated).encode()
            except RuntimeError:
                return None
        options = uncontracted(generated).options | {"mode": "release", "optimization_level": 2}
        like = replace(generated, options=options)
        if self._jit.run(like, generated.text) is not None:
            return None
        return self._jit.keep_object(self._file).read_bytes()
