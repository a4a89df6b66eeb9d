"""Generates the text of one kernel's module, as Warp itself does when it builds the module."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from warploom.environment import CUDA_ARCH, SUPPORTED_WARP
from warploom.source_module import FILE_NAME

TARGETS = ("cpu", "cuda")


class NoSuchKernel(Exception):
    """The module does not define the kernel asked for, or not in a form that has one text."""


@dataclass(frozen=True)
class Generated:
    """One target's translation unit and what Warp would compile it with."""

    target: str
    kernel: str  # The kernel's name in the text.
    text: str  # The translation unit, with file paths as the IR contract has them.
    options: dict[str, Any]  # Warp's resolved build options.
    link_inputs: tuple[list[bytes], list[bytes]]  # LTO-IR and fatbins that it links with.
    kernel_dim: int = 1  # How many coordinates the kernel asks wp.tid() for.
    arguments: list[tuple[str, Any]] = field(default_factory=list)  # Names and Warp types.
    shared_bytes: int = 0  # The dynamic shared memory that a launch on a GPU asks for.
    grid_stride: bool = True  # Whether a thread on a GPU takes more than one element.


# The comment above each function (codegen.py, *_function_template) and `#line` directives
# (codegen.py, `get_line_directive`) are the only places where Warp prints a path. `#line` may
# follow another token on its line only inside source that a user wrote, so both start a line.
_PATH_COMMENT = re.compile(r"^// (?:/|[A-Za-z]:[\\/])[^\n]*:(\d+)$", re.MULTILINE)
_LINE_DIRECTIVE = re.compile(r'^(\s*#line \d+ )"[^"\n]*"', re.MULTILINE)


def without_paths(text: str) -> str:
    """Returns `text` with every file path in a comment or `#line` replaced by kernel.py."""
    text = _PATH_COMMENT.sub(rf"// {FILE_NAME}:\1", text)
    if "#line" not in text:
        return text
    return _LINE_DIRECTIVE.sub(rf'\1"{FILE_NAME}"', text)


def find_kernel(wp: ModuleType, module: ModuleType, name: str) -> Any:
    """Returns the concrete Warp kernel called `name` that `module` defines.

    Raises NoSuchKernel. A generic kernel must have exactly one overload, since with strip_hash
    its overloads share one name (context.py, `compile_aot_module`).
    """
    kernel = getattr(module, name, None)
    if not isinstance(kernel, wp.Kernel):
        registered = wp._src.context.user_modules.get(module.__name__)
        kernel = registered.kernels.get(name) if registered else None
    if kernel is None:
        raise NoSuchKernel(f"the module defines no kernel named {name}")
    if not kernel.is_generic:
        return kernel
    if len(kernel.overloads) != 1:
        raise NoSuchKernel(
            f"the generic kernel {name} has {len(kernel.overloads)} overloads; "
            "give it one with wp.overload"
        )
    return next(iter(kernel.overloads.values()))


def set_contract_options(module: Any, backward: bool) -> None:
    """Sets the options that the IR contract fixes on a Warp module, over those of the source."""
    module.options["enable_backward"] = backward
    module._set_strip_hash(True)
    module.mark_modified()


def generate(
    wp: ModuleType, kernel: Any, targets: Sequence[str], block_dim: int | None = None
) -> list[Generated]:
    """Generates the translation unit of the module that `kernel` is in, for each target.

    `block_dim` is that of a cuda launch; None takes the module's own, as the IR contract does.

    The steps for cpu are those of `Module.load` with the block size of an ordinary launch, those
    for cuda of `Module._compile` as `compile_aot_module` calls it, and then of
    `Module._run_codegen` (all context.py). Raises what Warp raises on a kernel it refuses.
    """
    texts: list[Generated] = []
    builder = None
    for target in targets:
        options = _options(wp, kernel.module, target)
        if target == "cuda" and block_dim is not None:
            options["block_dim"] = block_dim
        known = wp.config.version == SUPPORTED_WARP
        if builder is None or not (known and _same_for_every_target(texts[-1].text)):
            hasher = kernel.module.hashers.get(options["block_dim"])
            builder = wp._src.context.ModuleBuilder(
                kernel.module, options, hasher=hasher, target=target
            )
        builder.options, builder.target = options, target
        texts.append(
            Generated(
                target=target,
                kernel=kernel.get_mangled_name(),
                text=without_paths(builder.codegen(target)),
                options=options,
                link_inputs=builder.get_link_inputs(),
                kernel_dim=kernel.adj.kernel_dim,
                arguments=[(argument.label, argument.type) for argument in kernel.adj.args],
                shared_bytes=kernel.adj.get_total_required_shared(),
                grid_stride=kernel.grid_stride,
            )
        )
    return texts


def _options(wp: ModuleType, module: Any, target: str) -> dict[str, Any]:
    context = wp._src.context
    if target == "cuda":
        return module.resolve_options(wp.config) | {"output_arch": CUDA_ARCH}
    block_dim = context._resolve_launch_block_dim(context.runtime.cpu_device, None)
    module.get_module_hash(block_dim)
    return module.resolved_options[block_dim] | {"output_arch": None}


# Where "tile" stands in the text of every kernel (the templates of codegen.py).
_TILE_SHELL = ("tile_shared_storage_t", "tile_mem", "shared_tile_storage")


def _same_for_every_target(text: str) -> bool:
    """Returns whether what Warp builds before it prints this text depends on no target.

    Of the options that differ between targets, block_dim and output_arch, and of the target, only
    builtins with "tile" in their name ask while a kernel is built (builtins.py), and they leave
    that name in the text. Anything else may be printed for the other target from the same build,
    which halves the time; Warp itself does so where one builder serves two devices.
    """
    for name in _TILE_SHELL:
        text = text.replace(name, "")
    return "tile" not in text
