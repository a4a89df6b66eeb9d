"""Isolation: a kernel that does harm to its process costs itself only; its verdict tells why."""

from __future__ import annotations

import json

import pytest
from conftest import InProcess
from test_run_check import GOOD, impatient, ints, run  # noqa: F401 - a fixture

# What a native snippet does, and the words of its kernel's reason. Symbols of the C library are
# declared by their names in the object, as Warp's headers leave them out.
HARM = {
    "writes far away": (
        "*(volatile int *)0x10 = 1;",
        "CRASH on cpu: round 'drawn': it dies of SIGSEGV",
    ),
    "writes everywhere": (
        "for (long at = 0; ; ++at) { out.data[at] = 1; out.data[-at] = 1; }",
        "CRASH on cpu: round 'drawn': it dies of SIG",
    ),
    "writes behind its array": (
        "out.data[64 + 3] = 1;",
        "OUT_OF_BOUNDS on cpu: round 'drawn': it writes behind the end of o, 12 bytes away",
    ),
    "writes before its array": (
        "out.data[-1] = 1;",
        "OUT_OF_BOUNDS on cpu: round 'drawn': it writes before the start of o, 0 bytes away",
    ),
    "adds to what is behind an input": (
        "a.data[64] += 1;",
        "OUT_OF_BOUNDS on cpu: round 'drawn': it writes behind the end of a, 0 bytes away",
    ),
    "loops for ever": (
        "volatile int on = 1; while (on) { }",
        "TIMEOUT on cpu: round 'drawn': it does not end in 0.5 s of processor time",
    ),
    "waits for ever": (
        'int pause() __asm__("pause"); while (true) { pause(); }',
        "TIMEOUT on cpu: round 'drawn': it does not end in 5 s",
    ),
    "eats memory": (
        'void *take(unsigned long) __asm__("malloc");\n'
        "while (true) { char *taken = (char *)take(1 << 26); taken[0] = taken[1 << 25] = 1; }",
        "CRASH on cpu: round 'drawn': it dies of SIGSEGV",
    ),
    "calls exit": (
        'void leave(int) __asm__("exit"); leave(0);',
        "CRASH on cpu: round 'drawn': the run ended with exit code 0",
    ),
    "prints without end": (
        'while (true) { printf("%d and so on\\n", i); }',
        "CRASH on cpu: round 'drawn': it dies of SIGXFSZ",
    ),
    "reads a variable that it never sets": (
        "int unset[999]; out.data[i] = unset[99];",
        "NONDETERMINISTIC on cpu: round 'drawn again': o[0] is np.int32(-1515870811), by the first",
    ),
    "is another one each time": (
        "static int calls = 0; out.data[i] = ++calls;",
        "NONDETERMINISTIC on cpu: round 'drawn again': o[0] is np.int32(65), by the first of two",
    ),
}


def kernel(snippet: str) -> tuple[str, str]:
    """A valid kernel that also calls the snippet, and its launch plan."""
    source = f"""import warp as wp

SNIPPET = {json.dumps(snippet)}


@wp.func_native(SNIPPET)
def harm(i: int, a: wp.array(dtype=int), out: wp.array(dtype=int)):
    ...


@wp.kernel
def k(a: wp.array(dtype=int), o: wp.array(dtype=int)):
    i = wp.tid()
    o[i] = a[i]
    harm(i, a, o)
"""
    return source, ints(0, 100)


@pytest.fixture
def hasty(impatient: InProcess, monkeypatch: pytest.MonkeyPatch) -> InProcess:  # noqa: F811
    monkeypatch.setattr(impatient.builder._runner, "seconds", 0.5)
    return impatient


def test_a_kernel_that_does_harm_costs_itself_only(hasty: InProcess) -> None:
    batch = [GOOD]
    for snippet, _ in HARM.values():
        batch += [kernel(snippet), GOOD]
    verdicts = run(hasty, batch)
    for what, verdict, (_, words) in zip(HARM, verdicts[1::2], HARM.values(), strict=True):
        assert verdict.reason.startswith(words), f"{what}: {verdict.reason}"
    assert [verdict.reason for verdict in verdicts[::2]] == [""] * (len(HARM) + 1)


def test_a_kernel_that_exits_leaves_its_parent_what_it_has(hasty: InProcess) -> None:
    """NVRTC has an exit handler that deletes the precompiled headers of its process."""
    for _ in range(2):
        (built,) = hasty.build([("k", GOOD[0])], ("cuda",), compiled=True)
        assert built.reason == ""
        (verdict,) = run(hasty, [kernel(HARM["calls exit"][0])])
        assert verdict.reason.startswith(HARM["calls exit"][1])
