"""Tries concrete calls with Warp's code generator and records the results."""

from __future__ import annotations

import contextlib
import itertools
import typing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import warp as wp
from warp._src import codegen
from warp._src import context as wc
from warp._src import types as wt

from warploom import introspect_types as table

# Built-ins behind Warp's types: a kernel reaches them by calling a type, which fixes their dtype.
CONSTRUCTORS = ("vector", "matrix", "quaternion", "transformation")
# What Warp's builtins call the subscripts of an array or of a value with parts.
SUBSCRIPT_NAMES = ("i", "j", "k", "l")
# Subscript types tried where there are several dimensions, always one type for all of them.
WIDE_SUBSCRIPTS = (wp.int32, wp.uint32, wp.int64, wp.uint64)


@dataclass(frozen=True, order=True)
class Call:
    """One concrete call and Warp's answer, spelled as in the table."""

    name: str
    overload: int
    args: tuple[str, ...]
    results: tuple[str, ...]


def _empty() -> None:
    """The kernel body that the probed calls are added to."""


class Prober:
    """Tries calls with one code generator, which it resets after each call."""

    def __init__(self) -> None:
        """Makes the generator with the options of an ordinary module, without backward."""
        module = wc.get_module(__name__)
        self._options = dict(module.options) | {"enable_backward": False, "output_arch": None}
        self._adjoint = codegen.Adjoint(_empty)
        self._calls: set[Call] = set()
        self._answers: dict[tuple, Call | str] = {}
        # The results for each overload's own types, by (name, index).
        self.answers_for: dict[tuple[str, int], list[Call | str]] = {}
        self._reset()

    def _reset(self) -> None:
        self._adjoint.build(None, self._options)

    def all_calls(self) -> set[Call]:
        """Every call that Warp accepts."""
        for name in sorted(wc.builtin_functions):
            function = wc.builtin_functions[name]
            if name.startswith("tile") or name in (*CONSTRUCTORS, "spatial_vector"):
                continue
            if function.is_builtin():
                for index, overload in enumerate(function.overloads):
                    self._try_overload(name, index, overload)
            else:
                self._try_python_function(name, function)
        self._try_constructors()
        self._try_identity()
        return self._calls

    def _try_overload(self, name: str, index: int, overload: wc.Function) -> None:
        parameters = {
            k: t for k, t in overload.input_types.items() if k != "dtype" and not k.startswith("*")
        }
        dtypes = [None]
        if needs_dtype(name):
            # Some builtins accept only Python's float and int (builtins.py: texture_sample).
            dtypes = [t for t in (*table.values(), float, int) if t is not wt.bool]
        outputs = self._output_counts(overload)
        answers = self.answers_for.setdefault((name, index), [])
        for types in argument_types(parameters):
            for count in argument_counts(parameters, overload.defaults):
                for dtype, expected in itertools.product(dtypes, outputs):
                    if name == "cast" and not same_size(types[0], dtype):
                        continue  # builtin.h: cast() asserts it.
                    asked = {"dtype": dtype} if dtype else {}
                    answers.append(self._try(name, types[:count], asked, {}, expected))

    def _output_counts(self, overload: wc.Function) -> list[int | None]:
        """How many targets the call can be unpacked into; None stands for no unpacking."""
        with contextlib.suppress(Exception):
            value = overload.value_func(None, None)
            if isinstance(value, Sequence) and len(value) > 1:
                return [None, len(value)]
        return [None]

    def _try_python_function(self, name: str, function: wc.Function) -> None:
        overloads = [*function.user_templates.values(), *function.user_overloads.values()]
        for overload in overloads:
            for types in argument_types(overload.input_types):
                for count in argument_counts(overload.input_types, overload.defaults):
                    self._try(name, types[:count], {}, {}, None)

    def _try_constructors(self) -> None:
        for t in table.values():
            if not hasattr(t, "_wp_constructor_"):
                continue
            for form in constructor_forms(t):
                self._try(t._wp_constructor_, form, {}, t._wp_type_args_, None)
        # wp.spatial_vector is also a name in the registry, which goes before the type's constructor
        # (codegen.py: emit_Call); its other scalars cannot be reached that way.
        for form in spatial_vector_forms():
            self._try("spatial_vector", form, {}, wp.spatial_vector._wp_type_args_, None)
        for vector in table.vectors():
            for count in (2, 3, 4):
                for name in ("matrix_from_rows", "matrix_from_cols"):
                    self._try(name, (vector,) * count, {}, {}, None)

    def _try_identity(self) -> None:
        # The one builtin here whose result type follows a literal argument.
        for n, scalar in itertools.product((2, 3, 4), table.FLOATS):
            literal = codegen.Var(None, wp.int32, constant=n)
            answer = self._ask_with("identity", (literal,), {"dtype": scalar}, {}, None)
            if not isinstance(answer, str):
                index, results = answer
                self._calls.add(
                    Call("identity", index, ("int32",), tuple(map(table.type_text, results)))
                )

    def _try(
        self, name: str, types: tuple, keywords: dict, type_args: dict, expected: int | None
    ) -> Call | str:
        """The call that Warp generates, or why there is none; cached."""
        asked = [*keywords.items(), *type_args.items()]
        key = (
            name,
            types_key(types),
            *((k, id(v) if isinstance(v, type) else v) for k, v in asked),
            expected,
        )
        if key not in self._answers:
            self._answers[key] = self._call(name, types, keywords, type_args, expected)
        answer = self._answers[key]
        if isinstance(answer, Call):
            self._calls.add(answer)
        return answer

    def _call(
        self, name: str, types: tuple, keywords: dict, type_args: dict, expected: int | None
    ) -> Call | str:
        try:
            args = tuple(table.type_text(t) for t in types)
            answer = self._ask(name, types, keywords, type_args, expected)
            if isinstance(answer, str):
                return answer
            index, results = answer
            return Call(name, index, args, tuple(table.type_text(t) for t in results))
        except table.Unspeakable:
            return "the table has no spelling for its types"

    def _ask(
        self, name: str, types: tuple, keywords: dict, type_args: dict, expected: int | None
    ) -> tuple[int, tuple] | str:
        variables = tuple(codegen.Var(f"a{i}", t) for i, t in enumerate(types))
        return self._ask_with(name, variables, keywords, type_args, expected)

    def _ask_with(
        self, name: str, variables: tuple, keywords: dict, type_args: dict, expected: int | None
    ) -> tuple[int, tuple] | str:
        """The overload's index and the result types, or Warp's objection to the call."""
        function = wc.builtin_functions[name]
        if len(self._adjoint.variables) > 2000:
            self._reset()
        try:
            output, resolved, _ = self._adjoint.add_call(
                function, variables, keywords, type_args, min_outputs=expected, return_resolved=True
            )
        except Exception as refusal:  # noqa: BLE001 - Warp's refusals have no common type.
            return one_line(refusal)
        outputs = (
            () if output is None else output if isinstance(output, (tuple, list)) else (output,)
        )
        index = function.overloads.index(resolved) if function.is_builtin() else 0
        return index, tuple(o.type for o in outputs)


def one_line(error: Exception) -> str:
    """An exception's message, as one line without tabs."""
    return " ".join(str(error).split()) or type(error).__name__


def same_size(a: object, b: object) -> bool:
    """Whether two value types have the same number of bytes; never for arrays."""
    if wt.is_array(a) or wt.is_array(b):
        return False
    return wt.type_size_in_bytes(a) == wt.type_size_in_bytes(wt.type_to_warp(b))


def needs_dtype(name: str) -> bool:
    """Whether calls must say `dtype=`: wp.cast, wp.identity, volumes and textures."""
    function = wc.builtin_functions[name]
    overloads = function.overloads if function.is_builtin() else ()
    return any("dtype" in o.input_types and "dtype" not in o.defaults for o in overloads)


def types_key(types: tuple) -> str:
    """The argument types as text, also for those the table cannot spell."""
    return " ".join(map(wt.type_repr, types))


def argument_counts(parameters: dict, defaults: dict) -> range:
    """All counts of positional arguments that leave out only defaulted parameters."""
    needed = sum(1 for name in parameters if name not in defaults)
    return range(needed, len(parameters) + 1)


def candidates(parameter: object) -> tuple:
    """The catalog's types that fit a parameter, by Warp's own matching."""
    if parameter is typing.Any:
        return (typing.Any,)  # Bound later: see argument_types.
    if wt.is_array(parameter):
        # Overload matching ignores the number of dimensions (codegen.py: func_match_args). Only
        # parameters that take any element say so on purpose, or are checked by the builtin.
        arrays = table.arrays(wt.concrete_array_type(parameter))
        fits = (a for a in arrays if wt.types_equal_generic(parameter.dtype, a.dtype))
        return tuple(a for a in fits if parameter.dtype is typing.Any or a.ndim == parameter.ndim)
    if not wt.type_is_generic(parameter):
        return (parameter,)
    return tuple(t for t in table.values() if wt.types_equal_generic(parameter, t))


def argument_types(parameters: dict) -> Iterator[tuple]:
    """All argument types to try for an overload.

    `Any` parameters stand for one type together: Warp's builtins with several of them want equal
    types, or the element of the array beside them. Integer subscripts of several dimensions are
    tried with one type for all.
    """
    lists = [
        gradients() if (name, t) == ("grad", typing.Any) else candidates(t)
        for name, t in parameters.items()
    ]
    subscripts = [i for i, t in enumerate(parameters.values()) if t is wt.Int]
    several = wt.is_array(next(iter(parameters.values()), None)) and len(subscripts) > 1
    for types in itertools.product(*lists):
        if several and (
            types[subscripts[0]] not in WIDE_SUBSCRIPTS or len({types[i] for i in subscripts}) > 1
        ):
            continue
        if not one_scalar(parameters, types):
            continue
        if typing.Any not in types:
            yield types
            continue
        # Subscripts of vecs, mats, quats and transforms take Any, too, but mean integers.
        plain = tuple(
            wp.int32 if t is typing.Any and name in SUBSCRIPT_NAMES else t
            for name, t in zip(parameters, types, strict=True)
        )
        if typing.Any not in plain:
            yield plain
        for bound in any_bindings(types):
            yield tuple(bound if t is typing.Any else t for t in plain)


def gradients() -> tuple:
    """What a volume's gradient is: a vec3 for a scalar, a row of it for each component."""
    scalars = [t for t in table.vectors() if t._shape_ == (3,)]
    return (*scalars, *(t for t in table.matrices() if t._shape_[1] == 3))


def any_bindings(types: tuple) -> tuple:
    """What the Any parameters may stand for, given the other arguments."""
    others = [t for t in types if t is not typing.Any]
    array = next((t for t in others if wt.is_array(t)), None)
    if array is not None:
        return (array.dtype, wp.int32)
    composite = next((t for t in others if hasattr(t, "_wp_scalar_type_")), None)
    if composite is not None:
        rows = (composite._wp_row_type_,) if wt.type_is_matrix(composite) else ()
        return (composite._wp_scalar_type_, *rows, wp.int32)
    return (*table.values(), *table.arrays())


def one_scalar(parameters: dict, types: tuple) -> bool:
    """Whether the generic parameters share one scalar type.

    Warp resolves some mixtures (wp.svd3 of a mat33h into a vec3d) and then emits C++ that does not
    compile. Integer subscripts may differ from the rest, and so may the counts of Warp's shifts.
    """
    scalars = {
        table.scalar_text(getattr(t, "_wp_scalar_type_", None) or getattr(t, "dtype", t))
        for parameter, t in zip(parameters.values(), types, strict=True)
        if parameter is not wt.Int
        and wt.type_is_generic(parameter)
        and parameter is not typing.Any
        and (not wt.is_array(parameter) or parameter.dtype is not typing.Any)
    }
    return len(scalars) < 2


def spatial_vector_forms() -> Iterator[tuple]:
    """What wp.spatial_vector takes: nothing, two vec3, six scalars."""
    yield from ((), (wp.vec3, wp.vec3), (wp.float32,) * 6)


def constructor_forms(t: type) -> Iterator[tuple]:
    """The ordinary argument lists of a vec, mat, quat or transform constructor."""
    scalar = t._wp_scalar_type_
    vec3 = wt.vector(3, scalar)
    yield ()
    yield (scalar,)
    yield (scalar,) * int(t._length_)
    if wt.type_is_quaternion(t):
        yield (vec3, scalar)
    elif wt.type_is_transformation(t):
        yield (vec3,)
        yield (vec3, wt.quaternion(scalar))
    elif wt.type_is_matrix(t):
        yield (vec3, wt.quaternion(scalar) if scalar in wt.float_types else vec3, vec3)
        for other in table.matrices():
            if other._shape_ == t._shape_:
                yield (other,)
        yield (wt.vector(t._shape_[1], scalar),) * t._shape_[0]
    else:
        for other in table.vectors():
            if other._shape_ == t._shape_:
                yield (other,)
        yield (vec3, vec3)
    if not wt.type_is_matrix(t) and not wt.type_is_vector(t):
        yield (t,)
