#!/usr/bin/env python3
"""How strong the run check is: the share of planted faults that it catches.

    bench/mutation_score.py tokens [-n 40] [--per-kind 1] [--kinds branch,index] [--seed 0]
    bench/mutation_score.py catalogue [-n 40] [--plants 4] [--faults branch,merge] [--seed 0]
    bench/mutation_score.py worker [-n 150] --faults "merged from the wrong" [--seed 0]
    bench/mutation_score.py sources

`tokens` plants one-token mutants, `catalogue` faults that generators really had (`sources` lists
where they are told of), in the texts that Warp generates for kernels of `warploom synth`. Each is
compiled and run by the code of the worker's run check. What compiles to the same machine code is
counted apart; what else passes is listed with its change. `worker` asks the worker for kernels
while Warp's own generator has a fault of the catalogue, and counts those that it refuses.
docs/verification.md tells what is measured, docs/quality.md what came of it.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from mutation import plants, probe
from mutation.checking import Checker, Prepared
from mutation.equivalence import MachineCode
from mutation.faulty_worker import FaultyWorker
from mutation.mutants import CAUGHT, SURVIVED, Mutant, judge, one_token_mutants
from mutation.one_token import KINDS
from mutation.report import survivors, table, verdicts, write_json
from mutation.samples import Generator, drawn
from warploom.environment import EnvironmentProblem, import_warp

ROOT = Path(__file__).resolve().parents[1]
_AT_ONCE = 64  # Mutants that are compiled together.


class Progress:
    """Tells on standard error how far a run is, how fast, and how long it will take."""

    def __init__(self, total: int) -> None:
        self._total, self._start = total, time.monotonic()

    def show(self, done: list[Mutant]) -> None:
        rate = len(done) / (time.monotonic() - self._start)
        wrong = sum(mutant.fate in (CAUGHT, SURVIVED) for mutant in done)
        caught = sum(mutant.fate == CAUGHT for mutant in done)
        left = (self._total - len(done)) / rate
        print(
            f"{len(done)} of {self._total} mutants, {rate:.2f} a second, {left:.0f} s left; "
            f"{caught} of {wrong} caught",
            file=sys.stderr,
            flush=True,
        )


def prepared_samples(
    options: argparse.Namespace, generator: Generator, checker: Checker, folder: Path
) -> list[Prepared]:
    """Draws kernels; those that pass the check as they are."""
    sources = drawn(options.warploom, options.n, folder / "kernels", *_drawing(options))
    prepared = checker.prepare(list(generator.samples(sources)))
    print(
        f"{len(prepared)} of {len(sources)} kernels pass as they are", file=sys.stderr, flush=True
    )
    return prepared


def _drawing(options: argparse.Namespace) -> list[object]:
    given = ["--seed", options.seed, "--profile", options.profile]
    return [*given, "--categories", options.categories] if options.categories else given


def mutants_of(
    options: argparse.Namespace, prepared: list[Prepared], generator: Generator, wp: ModuleType
) -> Iterator[Mutant]:
    rng = random.Random(options.seed)
    if options.command == "tokens":
        for one in prepared:
            yield from one_token_mutants(one, options.per_kind, rng, options.kinds)
        return
    for fault in plants.IN_GENERATOR:
        if options.wants(fault.name):
            yield from plants.plant_in_generator(
                fault, prepared, options.plants, generator, wp, rng
            )
    for text_fault in plants.IN_TEXTS:
        if options.wants(text_fault.name):
            yield from plants.plant_in_texts(text_fault, prepared, options.plants, rng)


def ask_worker(options: argparse.Namespace, folder: Path) -> None:
    """Prints, for each fault of the generator, what becomes of the kernels that it changes."""
    worker = FaultyWorker(import_warp(), folder)
    sources = drawn(options.warploom, options.n, folder / "kernels", *_drawing(options))
    for fault in plants.IN_GENERATOR:
        if options.wants(fault.name):
            count: Counter[str] = Counter()
            for count in worker.ask(fault, sources):
                print(f"{fault.name}: {count.total()} kernels so far", file=sys.stderr, flush=True)
            refused = sum(n for name, n in count.items() if name.startswith("refused"))
            print(f"{fault.name}: of {count.total()} changed kernels of {len(sources)}")
            print(f"  {refused} are refused; {dict(count.most_common())}", flush=True)


def measure(options: argparse.Namespace, folder: Path) -> list[Mutant]:
    wp = import_warp()
    generator, checker = Generator(wp), Checker(wp, folder)
    prepared = prepared_samples(options, generator, checker, folder)
    mutants = list(mutants_of(options, prepared, generator, wp))
    code = MachineCode(checker.jit, folder)
    progress = Progress(len(mutants))
    for begin in range(0, len(mutants), _AT_ONCE):
        batch = mutants[begin : begin + _AT_ONCE]
        judge(batch, checker, code, options.draws)
        unknown = [one for one in batch if one.fate == SURVIVED and not one.detail]
        probe.look(unknown, checker, options.draws)
        done = mutants[: begin + _AT_ONCE]
        progress.show(done)
        if options.json:
            write_json(options.json, done)
    return mutants


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("sources", help="list the faults of the catalogue")
    tokens = commands.add_parser("tokens", help="plant one-token mutants")
    catalogue = commands.add_parser("catalogue", help="plant the faults of the catalogue")
    worker = commands.add_parser("worker", help="ask the worker with faults in Warp's generator")
    for command in (tokens, catalogue, worker):
        command.add_argument("-n", type=int, default=40, help="kernels to draw (default 40)")
        command.add_argument("--seed", type=int, default=0)
        command.add_argument("--profile", default="default")
        command.add_argument("--categories", help="families of kernels to draw, as of synth")
        command.add_argument("--draws", type=int, default=3, help="more checks of survivors")
        command.add_argument("--json", type=Path, help="write every mutant to this file")
        program = Path(os.environ.get("WARPLOOM_BIN", ROOT / "build" / "warploom"))
        command.add_argument("--warploom", type=Path, default=program, help="the program")
    tokens.add_argument("--per-kind", type=int, default=1, help="mutants of each kind and text")
    tokens.add_argument("--kinds", default=",".join(KINDS), help="names of kinds, by commas")
    catalogue.add_argument("--plants", type=int, default=4, help="texts with each fault")
    for command in (catalogue, worker):
        command.add_argument("--faults", default="", help="parts of names of faults, by commas")
    options = parser.parse_args()
    if options.command == "tokens":
        options.kinds = [kind.strip() for kind in options.kinds.split(",")]
        if unknown := [kind for kind in options.kinds if kind not in KINDS]:
            parser.error(
                f"no kind of mutants is called {unknown[0]!r}; there are {', '.join(KINDS)}"
            )
    if options.command in ("catalogue", "worker"):
        parts = options.faults.split(",")
        options.wants = lambda name: any(part in name for part in parts)
    if options.command != "sources" and not options.warploom.exists():
        parser.error(f"{options.warploom} does not exist; build it, or give --warploom")
    return options


def main() -> int:
    options = parsed()
    if options.command == "sources":
        for name, source in plants.SOURCES.items():
            print(f"{name}: {source}")
        return 0
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        try:
            if options.command == "worker":
                ask_worker(options, Path(folder))
                return 0
            mutants = measure(options, Path(folder))
        except (EnvironmentProblem, subprocess.CalledProcessError) as problem:
            print(f"mutation_score: {problem}", file=sys.stderr)
            return 1
    names = options.kinds if options.command == "tokens" else list(plants.SOURCES)
    kinds = [name for name in names if any(mutant.kind == name for mutant in mutants)]
    print(table(mutants, kinds))
    print(f"\ncaught by: {verdicts(mutants)}")
    if missing := [name for name in names if name not in kinds]:
        print(f"\nnowhere to be planted: {', '.join(missing)}")
    print(f"\nsurvivors:\n\n{survivors(mutants)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
