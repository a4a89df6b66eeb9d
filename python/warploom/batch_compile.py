"""Compiles many generated kernels in one translation unit with Warp's own JIT compilers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from warploom.codegen import Generated
from warploom.extract import Parts
from warploom.jit import SOURCE_NAME, Jit, flags, to_check
from warploom.module_text import header_length

# Names with C linkage are one name in every namespace (codegen.py: the kernel templates for cuda,
# cpu_module_entry_template_* for cpu).
_C_NAMES = {
    "cpu": re.compile(r"^WP_API void (\w+)\(", re.MULTILINE),
    "cuda": re.compile(
        r'^extern "C" [^\n]*?__global__ void (?:WP_MAXNREG\(\d+\) )?(\w+)\(', re.MULTILINE
    ),
}
# Units with these must not share a file: macros leak, and other C declarations may clash.
_UNSHARED = re.compile(
    r'^\s*#\s*(?:define|undef|include|pragma)|^extern "C" \{\n(?!\n// Python CPU|WP_API|\nWP_API)',
    re.MULTILINE,
)


T = TypeVar("T")


@dataclass
class Unit:
    """What is compiled for one kernel and target, and the compiler's error, if any."""

    generated: Generated
    header: str
    body: str
    error: str | None = None

    def alone(self) -> str:
        return self.header + self.body


def sample_unit(generated: Generated, parts: Parts) -> Unit:
    """The sample itself: Warp's module header, the preamble and the forward function.

    So a sample that compiles is self-contained, and no time is spent on the code that Warp adds
    for launches. On cpu the function is a template with an `if constexpr` for contiguous
    arguments: its <true> form has every line of the text; compiling the <false> form as well
    would take twice as long.
    """
    header = generated.text[: header_length(generated.text)]
    body = f"\n{parts.preamble}\n\n{parts.forward}\n"
    if generated.target == "cpu":
        name = f"{generated.kernel}_cpu_kernel_forward"
        body += f"void *wl_used = (void *)&{name}<true>;\n"
    return Unit(generated, header, body)


def module_unit(generated: Generated) -> Unit:
    """The whole module, as Warp compiles it."""
    end = header_length(generated.text)
    return Unit(generated, generated.text[:end], generated.text[end:])


def launch_unit(generated: Generated, parts: Parts) -> Unit:
    """The sample of a text for cpu, and Warp's functions behind it, which launch it."""
    header = generated.text[: header_length(generated.text)]
    launches = generated.text.partition(parts.forward)[2]
    return Unit(generated, header, f"\n{parts.preamble}\n\n{parts.forward}{launches}")


def group_key(unit: Unit) -> Any:
    """Units with equal keys may share a file: same header, same flags, nothing that leaks."""
    if not can_share(unit):
        return id(unit)
    return (unit.generated.target, unit.header, flags(unit.generated))


def can_share(unit: Unit) -> bool:
    """Whether the unit may share a file with any other."""
    return not any(unit.generated.link_inputs) and not _UNSHARED.search(unit.body)


class BatchCompiler:
    """Compiles many units at a time and finds those at fault."""

    def __init__(self, jit: Jit) -> None:
        self._jit = jit

    def compile(self, batch: Iterable[Unit]) -> list[str | None]:
        """Returns, for each unit, None when it compiles, else the compiler's first errors.

        A unit is refused only if it does not compile alone; when the fault is in what Warp
        generated, the message is the one for Warp's whole module.
        """
        units = [replace(unit, generated=to_check(unit.generated)) for unit in batch]
        groups: dict[Any, list[Unit]] = {}
        for unit in units:
            groups.setdefault(group_key(unit), []).append(unit)
        for group in groups.values():
            self._jit.make_headers(group[0].generated, group[0].header)
            self._compile_group(group)
        return [unit.error for unit in units]

    def _compile_group(self, units: list[Unit], suspected: bool = False) -> None:
        """Compiles the units together; on failure takes out those at fault and tries again."""
        if len(units) == 1:
            self._compile_alone(units[0], suspected)
            return
        text, first_lines = joined(units)
        error = self._jit.run(units[0].generated, text)
        if error is None:
            return
        suspects = _mentioned(error, units[0].generated.target, first_lines)
        if suspects and len(suspects) < len(units):
            for at in sorted(suspects):
                self._compile_group([units[at]], suspected=True)
            self._compile_group([unit for at, unit in enumerate(units) if at not in suspects])
        else:
            self._compile_group(units[: len(units) // 2])
            self._compile_group(units[len(units) // 2 :])

    def _compile_alone(self, unit: Unit, suspected: bool) -> None:
        """Compiles one unit, and Warp's whole module if that is in doubt.

        The module is tried first where it will probably fail, as a failure takes 0.6 s.
        """
        generated = unit.generated
        error = None
        if not suspected and (error := self._jit.run(generated, unit.alone())) is None:
            return
        if of_module := self._jit.run(generated, generated.text):
            unit.error = first_errors(of_module, generated.target)
        elif error or (error := self._jit.run(generated, unit.alone())):
            message = first_errors(error, generated.target)
            unit.error = f"Warp's module compiles, but not the text cut out of it: {message}"


def joined(units: list[Unit], space: str = "wl") -> tuple[str, list[int]]:
    """Returns one file with every unit in its own namespace, and the line each begins on.

    The namespaces, and the prefixes of names with C linkage, are `space` and a number.
    """
    parts = [units[0].header]
    line = units[0].header.count("\n") + 1
    first_lines = []
    for at, unit in enumerate(units):
        body = unit.body
        for name in _C_NAMES[unit.generated.target].findall(body):
            body = re.sub(rf"\b{name}\b", f"{space}{at}_{name}", body)
        part = f"namespace {space}{at} {{\n{body}\n}}\n"
        first_lines.append(line)
        line += part.count("\n")
        parts.append(part)
    return "".join(parts), first_lines


def _mentioned(error: str, target: str, first_lines: list[int]) -> set[int]:
    """Returns which units of a file the compiler's messages point to."""
    place = re.compile(rf"\b{re.escape(SOURCE_NAME[target])}[:(](\d+)")
    lines = [int(match.group(1)) for match in place.finditer(error)]
    return {
        max(at for at, first in enumerate(first_lines) if first <= line)
        for line in lines
        if line >= first_lines[0]
    }


def compile_or_halve(
    items: Sequence[T], compile_items: Callable[[Sequence[T]], str | None]
) -> list[tuple[T, str]]:
    """Compiles items together, or, as long as they do not compile, in halves.

    `compile_items` returns what the compiler said if it fails. Returns the items that fail alone,
    each with that.
    """
    error = compile_items(items)
    if error is None:
        return []
    if len(items) == 1:
        return [(items[0], error)]
    half = len(items) // 2
    return compile_or_halve(items[:half], compile_items) + compile_or_halve(
        items[half:], compile_items
    )


def first_errors(message: str, target: str, count: int = 3) -> str:
    """Returns the first error lines of a compiler's message, without the folders of files."""
    found = [line.strip() for line in message.splitlines() if re.search(r"\berror:", line)]
    lines = list(dict.fromkeys(found))  # Warp prints Clang's messages twice.
    text = "\n".join(lines[:count] or message.splitlines()[:count])
    return f"{target}: " + re.sub(r"(?<![\w.])(?:/[^\s/:'\"]+)+/([^\s/:'\"]+)", r"\1", text)
