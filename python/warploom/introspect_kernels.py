"""Writes table calls as real kernels, generates their C++ with Warp and compiles it.

Warp's code generator accepts calls whose C++ does not compile (wp.expect_near of a vec3f and a
vec3d, say), or whose CUDA C++ does not (wp.atomic_exch of a vec3). Such a call is no use to a
kernel, so introspect drops it.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import warp as wp
from warp._src import build, codegen
from warp._src import context as wc

from warploom import introspect_types as table
from warploom.capture import captured_stderr
from warploom.environment import CUDA_ARCH
from warploom.introspect_calls import CONSTRUCTORS, Call, needs_dtype, one_line
from warploom.introspect_tiles import Form, forms, helpers

STATEMENTS_PER_KERNEL = 200
MAX_ROUNDS = 60
_LAST_ERROR = "warploom_stops_here"
_module_numbers = count()
# Messages that are not about the overload itself.
_ABOUT_OTHERS = ("Couldn't find function", "Warp takes another overload")


class Kernels:
    """Python source with one statement per call, and where each call went."""

    def __init__(self, calls: Sequence[Call], forms: Mapping[Call, Form]) -> None:
        """Lays the calls out over as many kernels as needed; `forms` has those of tiles."""
        self.calls = list(calls)
        self._forms = forms
        self.call_at_line: dict[int, int] = {}  # Line (from 1) to index in `calls`.
        self._aliases: dict[str, str] = {}
        bodies = [self._kernel(start) for start in range(0, len(self.calls), STATEMENTS_PER_KERNEL)]
        lines = [
            "import warp as wp",
            *(f"{alias} = {python_type(t)}" for t, alias in self._aliases.items()),
        ]
        for element in sorted({table.type_text(form.element) for form in self._forms.values()}):
            lines += helpers(self._aliases[element]) if element in self._aliases else []
        for head, statements in bodies:
            lines += ["@wp.kernel(enable_backward=False)", head]
            for index, statement in statements:
                lines.append(statement)
                self.call_at_line[len(lines)] = index
        self.source = "\n".join(lines) + "\n"

    def _alias(self, text: str) -> str:
        return self._aliases.setdefault(text, f"T{len(self._aliases)}")

    def _kernel(self, start: int) -> tuple[str, list[tuple[int, str]]]:
        parameters: dict[str, str] = {}
        statements = []
        for index, call in enumerate(self.calls[start : start + STATEMENTS_PER_KERNEL], start):
            if form := self._forms.get(call):
                lines = form.lines(index, parameters, self._alias)
                statements += [(index, line) for line in lines]
                continue
            arguments = [self._argument(call, t, i, parameters) for i, t in enumerate(call.args)]
            if needs_dtype(call.name):
                arguments.append(f"dtype={self._dtype(call)}")
            targets = ", ".join(f"r{index}_{j}" for j in range(len(call.results)))
            text = f"{self._callee(call)}({', '.join(arguments)})"
            statements.append((index, f"    {targets} = {text}" if targets else f"    {text}"))
        heads = ", ".join(f"{name}: {self._alias(t)}" for t, name in parameters.items())
        return f"def kernel_{start}({heads}):", statements

    def _argument(self, call: Call, text: str, place: int, parameters: dict[str, str]) -> str:
        if text == "string":
            return '"text"'
        if call.name == "identity":
            return re.match(r"mat(\d)", call.results[0])[1]
        if call.name == "indexref" and place == 0:
            # It takes a pointer, which elements of these arrays are.
            return self._argument(call, f"indexedarray1<{text}>", 1, parameters) + "[0]"
        return parameters.setdefault(text, f"p{len(parameters)}")

    def _callee(self, call: Call) -> str:
        if call.name in CONSTRUCTORS:
            return self._alias(call.results[0])
        return call.name if call.name in ("bool", "int", "float") else f"wp.{call.name}"

    def _dtype(self, call: Call) -> str:
        if call.name == "identity":
            return f"wp.{re.search('<(.*)>', call.results[0])[1]}"
        # Textures accept only Python's own float.
        return {"float32": "float", "int32": "int"}.get(call.results[0]) or self._alias(
            call.results[0]
        )


def python_type(text: str) -> str:
    """A Python expression for a type's spelling in the table."""
    if array := re.fullmatch(r"(\w*array)(\d)<(.*)>", text):
        return f"wp.{array[1]}(dtype={python_type(array[3])}, ndim={array[2]})"
    if opaque := re.fullmatch(r"opaque<(.*)>", text):
        return f"wp.{opaque[1]}" if hasattr(wp, opaque[1]) else f"wp._src.types.{opaque[1]}"
    named = table.named_types().get(text)
    if named is not None and hasattr(wp, named.__name__):
        return f"wp.{named.__name__}"
    if vector := re.fullmatch(r"vec(\d+)<(\w+)>", text):
        return f"wp.types.vector({vector[1]}, wp.{vector[2]})"
    if matrix := re.fullmatch(r"mat(\d+)x(\d+)<(\w+)>", text):
        return f"wp.types.matrix(({matrix[1]}, {matrix[2]}), wp.{matrix[3]})"
    if other := re.fullmatch(r"(quat|transform)<(\w+)>", text):
        return f"wp.types.{'quaternion' if other[1] == 'quat' else 'transformation'}(wp.{other[2]})"
    return f"wp.{text}"


@dataclass(frozen=True)
class Texts:
    """What Warp generates for kernels: C++, CUDA C++, and the result types by index in `calls`."""

    cpp: str
    cuda: str
    results: dict[int, tuple[str, ...]]


def generate(kernels: Kernels, directory: Path) -> Texts:
    """Has Warp generate the code of the kernels for both targets."""
    name = f"warploom_probe_{next(_module_numbers)}"
    path = directory / f"{name}.py"
    path.write_text(kernels.source)
    spec = importlib.util.spec_from_file_location(name, path)
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
    module = wc.get_module(name)
    options = dict(module.options) | {"enable_backward": False, "output_arch": None, "block_dim": 1}
    builder = wc.ModuleBuilder(module, options, target="cpu")
    results: dict[int, dict[int, str]] = {}
    for kernel in builder.kernels:
        for symbol, variable in kernel.adj.symbols.items():
            if target := re.fullmatch(r"r(\d+)_(\d+)", symbol):
                results.setdefault(int(target[1]), {})[int(target[2])] = table.type_text(
                    variable.type
                )
    wc.user_modules.pop(name, None)
    del sys.modules[name]
    return Texts(
        codegen.cpu_module_header.format(block_dim=1) + builder.codegen("cpu"),
        codegen.cuda_module_header.format(block_dim=1) + builder.codegen("cuda"),
        {i: tuple(by_place[j] for j in sorted(by_place)) for i, by_place in results.items()},
    )


@contextlib.contextmanager
def _overloads_taken() -> Iterator[set[tuple[str, int]]]:
    """The overloads that Warp takes meanwhile, as (name, index)."""
    taken: set[tuple[str, int]] = set()
    resolve = codegen.Adjoint.resolve_call

    def resolve_call(adjoint: codegen.Adjoint, *args: object, **more: object) -> tuple:
        answer = resolve(adjoint, *args, **more)
        overload = answer[0]
        if overload.is_builtin() and overload.key in wc.builtin_functions:
            overloads = wc.builtin_functions[overload.key].overloads
            taken.add((overload.key, overloads.index(overload)))
        return answer

    codegen.Adjoint.resolve_call = resolve_call
    try:
        yield taken
    finally:
        codegen.Adjoint.resolve_call = resolve


def _answer(form: Form, directory: Path) -> Call | str:
    """The call that Warp generates for the statement, or why there is none."""
    call = Call(form.name, form.overload, form.args, ())
    with _overloads_taken() as taken:
        try:
            texts = generate(Kernels([call], {call: form}), directory)
        except Exception as refusal:  # noqa: BLE001 - Warp's refusals have no common type.
            return one_line(refusal).rpartition(" ;")[2]
    if (form.name, form.overload) not in taken:
        return f"Warp takes another overload for {form.statement}"
    return Call(form.name, form.overload, form.args, texts.results.get(0, ()))


def tile_calls(answers_for: dict[tuple[str, int], list[Call | str]]) -> dict[Call, Form]:
    """Every call about tiles that Warp accepts, with its statement.

    Notes what it answers to each overload.
    """
    calls: dict[Call, Form] = {}
    asked: dict[tuple[str, int], list[Call | str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for form in forms():
            answer = _answer(form, Path(folder))
            asked.setdefault((form.name, form.overload), []).append(answer)
            if isinstance(answer, Call):
                calls.setdefault(answer, form)
    # The first message about an overload is kept, so messages about the overload itself come first.
    for answers in asked.values():
        answers.sort(key=lambda a: isinstance(a, str) and a.startswith(_ABOUT_OTHERS))
    answers_for |= asked
    return calls


def cpp_errors(cpp: str, directory: Path) -> Iterator[tuple[int, str]]:
    """(line, message) of every place in the text itself that an error leads back to."""
    path = directory / "probe.cpp"
    path.write_text(cpp)
    native = Path(wp.__file__).parent / "native"
    compiler = os.environ.get("CXX", "g++")
    flags = ["-std=c++17", "-fsyntax-only", "-w", "-fmax-errors=0", "-fno-diagnostics-show-caret"]
    command = [compiler, *flags, f"-I{native}", str(path)]
    environment = os.environ | {"LC_ALL": "C"}
    text = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment
    ).stderr
    # Warp's kernels are templates: of an instantiation's chain the first place in our text is the
    # statement; the last one only tells where the kernel itself is instantiated.
    origin = 0
    for line in text.splitlines():
        place = re.match(rf"{re.escape(str(path))}:(\d+):\d+:\s", line)
        if "In instantiation of" in line:
            origin = 0
        elif place and "required from" in line:
            origin = origin or int(place[1])
        elif " error: " in line:
            yield (int(place[1]) if place else origin), line.partition(" error: ")[2]


def cuda_errors(cuda: str, directory: Path) -> Iterator[tuple[int, str]]:
    """The same for CUDA C++, as Warp's own NVRTC tells it.

    An error of ours at the end keeps NVRTC from making code of what compiles, which takes it ten
    times as long as finding the errors.
    """
    path = directory / "probe.cu"
    path.write_text(cuda + f'\nstatic_assert(false, "{_LAST_ERROR}");\n')
    wp.init()
    options = {"optimization_level": 1, "fast_math": False, "verify_fp": False}
    options |= {"use_precompiled_headers": True, "pch_dir": wc.runtime.get_nvrtc_pch_dir()}
    with captured_stderr() as captured, contextlib.suppress(Exception):
        build.build_cuda(str(path), CUDA_ARCH, str(directory / "probe.ptx"), **options)
    if ": error: " not in captured.text:
        raise RuntimeError(f"NVRTC told of no error, not even of ours: {captured.text[-2000:]}")
    # After an error in a header, NVRTC lists the instantiations that led to it, the statement last.
    waiting = ""
    for line in captured.text.splitlines():
        place = re.match(r".*\bprobe\.cu\((\d+)\): error", line)
        origin = re.search(r"at line (\d+) of .*\bprobe\.cu$", line)
        message = line.partition(": error: ")[2]
        if place and _LAST_ERROR not in line:
            yield int(place[1]), message
        elif message and not place:
            waiting = message
        elif origin and waiting:
            yield int(origin[1]), waiting
            waiting = ""


def failing_calls(kernels: Kernels, text: str, errors: Iterator[tuple[int, str]]) -> dict[int, str]:
    """A compiler's messages about calls, by their indices in `calls`."""
    lines = text.split("\n")
    failing: dict[int, str] = {}
    for place, message in errors:
        line = place
        while line > 0 and not (mark := re.search(r"<L (\d+)>", lines[line - 1])):
            line -= 1
        index = kernels.call_at_line.get(int(mark[1])) if line > 0 else None
        if index is None:
            raise RuntimeError(f"an error of the compiler belongs to no call: {message}")
        failing.setdefault(index, message)
    return failing


def refused_by_compiler(
    calls: Sequence[Call], tiles: Mapping[Call, Form], directory: Path
) -> dict[Call, str]:
    """The calls whose C++ or CUDA C++ does not compile, and the compiler's messages.

    Checks first that kernels give the table's types.
    """
    kernels = Kernels(calls, tiles)
    texts = generate(kernels, directory)
    wrong = [call for i, call in enumerate(calls) if texts.results.get(i, ()) != call.results]
    if wrong:
        raise RuntimeError(f"{len(wrong)} calls give other types in a kernel, first: {wrong[0]}")
    failing = failing_calls(kernels, texts.cuda, cuda_errors(texts.cuda, directory))
    failing = {i: f"for cuda: {message}" for i, message in failing.items()}
    failing |= failing_calls(kernels, texts.cpp, cpp_errors(texts.cpp, directory))
    return {calls[i]: message for i, message in failing.items()}


def compilable(
    calls: Sequence[Call], tiles: Mapping[Call, Form]
) -> tuple[list[Call], dict[Call, str]]:
    """The calls whose kernels compile, and the compiler's messages about the others.

    The compiler tells of a broken template once, at its first use. So the names that had errors are
    compiled again without the failing calls until they have none, and then everything once more.
    """
    kept = list(calls)
    refused: dict[Call, str] = {}
    suspects: set[str] | None = None  # None: all names.
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(MAX_ROUNDS):
            checked = [c for c in kept if suspects is None or c.name in suspects]
            failing = refused_by_compiler(checked, tiles, Path(folder))
            if not failing and suspects is None:
                return kept, refused
            refused |= failing
            kept = [c for c in kept if c not in failing]
            suspects = {c.name for c in failing} or None
    raise RuntimeError(f"calls still fail to compile after {MAX_ROUNDS} rounds")
