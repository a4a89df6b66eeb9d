"""The worker itself with a faulty Warp: of the kernels that the fault changes, which it refuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from warploom.build import Builder
from warploom.codegen import TARGETS
from warploom.jit import Jit
from warploom.protocol import BuildRequest, KernelSource

from mutation.equivalence import MachineCode
from mutation.generator_faults import GeneratorFault, planted
from mutation.samples import Generator, Sample, Source

_AT_ONCE = 16  # Kernels in a request.


class FaultyWorker:
    """Asks a worker's builder for both targets, with the run check, while a fault is in force."""

    def __init__(self, wp: ModuleType, folder: Path) -> None:
        self._wp = wp
        self._generator = Generator(wp)
        self._builder = Builder(wp, folder)
        self._code = MachineCode(Jit(wp, folder), folder)

    def ask(self, fault: GeneratorFault, sources: Sequence[Source]) -> Iterator[Counter[str]]:
        """Yields what became of the kernels so far, after each request."""
        count: Counter[str] = Counter()
        changed: list[tuple[Sample, Sample]] = []
        for source in sources:
            right = self._generator.generate(source)
            try:
                wrong = self._generator.generate(source, planted(self._wp, fault))
            except Exception:  # noqa: BLE001 - with the fault Warp itself refuses the kernel
                count["Warp fails"] += 1
                continue
            if any(wrong.generated[t].text != right.generated[t].text for t in TARGETS):
                changed.append((right, wrong))
        for begin in range(0, len(changed), _AT_ONCE):
            self._judge(fault, changed[begin : begin + _AT_ONCE], count)
            yield count

    def _judge(
        self, fault: GeneratorFault, pairs: Sequence[tuple[Sample, Sample]], count: Counter[str]
    ) -> None:
        kernels = [_asked(right.source) for right, _ in pairs]
        request = BuildRequest(kernels, list(TARGETS), frozenset(), compile=False, run=True)
        with planted(self._wp, fault):
            verdicts = self._builder.build(request)[0]
        for verdict, (right, wrong) in zip(verdicts, pairs, strict=True):
            if not verdict.ok:
                count[f"refused: {verdict.reason.partition(':')[0]}"] += 1
            elif all(self._code.same(right.generated[t], wrong.generated[t]) for t in TARGETS):
                count["same machine code"] += 1
            else:
                count[f"passes: {right.source.name}"] += 1


def _asked(source: Source) -> KernelSource:
    return KernelSource(source.name, source.python, source.launch, source.reference)
