#!/usr/bin/env python3
"""The shapes of kernels beside those of real ones, as Markdown tables with distances.

    bench/shapes.py KERNELS [--against newton,examples+fem,all] [--facts FILE]
    bench/shapes.py --make-facts FILE ORIGIN NAME=HARVEST.jsonl...

KERNELS is a dataset (`warploom generate`), a folder of Python files (`warploom synth`; no figures
of the IR then) or the .jsonl of bench/harvest.py. The facts on real kernels are counts, no code:
they lie in bench/data/real_shapes.json, sizes to two digits, and --make-facts makes them again
from harvests. Distances are Jensen-Shannon distances (base 2): 0 is the same shares, 1 is nothing
in common.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from shape_figures import MIXES, SIZES, Figures, binned, distance, measure, percentile

FACTS = Path(__file__).parent / "data" / "real_shapes.json"
MOST_WORDS = 150  # Of a mix in the facts; the rest is reported as one.
REST = "(rest)"


def kernels(path: Path) -> Iterator[tuple[str, str]]:
    """(Python, IR for the CPU or "") of every kernel."""
    if path.suffix == ".jsonl":
        for line in path.open():
            row = json.loads(line)
            yield row.get("python_source") or row["python_code"], row.get("ir_forward", "")
    elif (path / "manifest.json").exists():
        yield from dataset_kernels(path)
    else:
        for file in sorted(path.glob("*.py")):
            yield file.read_text(), ""


def dataset_kernels(path: Path) -> Iterator[tuple[str, str]]:
    """From the Parquet shards, one row group in memory at a time."""
    import pyarrow.parquet

    shards = sorted(path.glob("data/cpu/*.parquet"))
    if not shards:
        sys.exit(f"{path} has no Parquet for the target cpu; make it with --format parquet")
    for shard in shards:
        file = pyarrow.parquet.ParquetFile(shard)
        for batch in file.iter_batches(batch_size=500, columns=["python_code", "ir_forward"]):
            for row in batch.to_pylist():
                yield row["python_code"], row["ir_forward"]


def add(total: Figures, figures: Figures) -> None:
    for name, counts in figures.items():
        total.setdefault(name, Counter()).update(counts)


def measure_all(path: Path) -> tuple[int, Figures]:
    count = 0
    total: Figures = {}
    for python, ir in kernels(path):
        figures = measure(python, ir)
        if figures is not None:
            count += 1
            add(total, figures)
    if count == 0:
        sys.exit(f"{path} holds no kernels")
    return count, total


def two_digits(sizes: Counter) -> Counter:
    rounded: Counter = Counter()
    for value, count in sizes.items():
        rounded[int(float(f"{value:.2g}"))] += count
    return rounded


def most_common(mix: Counter) -> Counter:
    kept = Counter(dict(sorted(mix.items(), key=lambda item: (-item[1], item[0]))[:MOST_WORDS]))
    return kept + Counter({REST: mix.total() - kept.total()})


def make_facts(file: Path, origin: str, harvests: list[str]) -> None:
    """Writes the counts of every harvest, one figure a line."""
    parts = []
    for harvest in harvests:
        name, _, path = harvest.partition("=")
        count, figures = measure_all(Path(path))
        lines = []
        for figure, counts in figures.items():
            kept = two_digits(counts) if figure in SIZES else most_common(counts)
            lines.append(f"   {json.dumps(figure)}: {json.dumps(dict(sorted(kept.items())))}")
        body = ",\n".join(lines)
        parts.append(f'  "{name}": {{"kernels": {count}, "figures": {{\n{body}\n  }}}}')
    text = ",\n".join(parts)
    file.write_text(f'{{"origin": {json.dumps(origin)},\n "corpora": {{\n{text}\n}}}}\n')


class Corpus:
    """The figures of some real kernels: one corpus of the facts, or several together."""

    def __init__(self, facts: dict, name: str) -> None:
        parts = list(facts["corpora"]) if name == "all" else name.split("+")
        self.name = name
        self.kernels = sum(facts["corpora"][part]["kernels"] for part in parts)
        self.figures: Figures = {}
        for part in parts:
            for figure, counts in facts["corpora"][part]["figures"].items():
                sizes = figure in SIZES  # JSON's keys are strings.
                read = {int(word) if sizes else word: counts[word] for word in counts}
                add(self.figures, {figure: Counter(read)})


def size_cells(sizes: Counter) -> str:
    if not sizes:
        return "-"
    marks = [percentile(sizes, share) for share in (0.1, 0.5, 0.9, 1.0)]
    return " / ".join(f"{mark:,}" for mark in marks)


def row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def head(cells: list[str]) -> str:
    return row(cells) + "\n" + row(["---"] * len(cells))


def distance_cell(figure: str, ours: Counter, theirs: Counter) -> str:
    pair = [binned(c) if figure in SIZES else c for c in (ours, theirs)]
    return f"{distance(*pair):.2f}"


def size_table(ours: Figures, corpora: list[Corpus]) -> str:
    lines = [head(["p10 / p50 / p90 / max", "ours", *(c.name for c in corpora), "distances"])]
    for figure in SIZES:
        if figure in ours:
            real = [corpus.figures[figure] for corpus in corpora]
            distances = [distance_cell(figure, ours[figure], counts) for counts in real]
            cells = [
                figure,
                size_cells(ours[figure]),
                *map(size_cells, real),
                " / ".join(distances),
            ]
            lines.append(row(cells))
    return "\n".join(lines)


def mix_table(figure: str, ours: Counter, corpora: list[Corpus], most: int) -> str:
    total = ours.total()
    words = Counter({w: n / total for w, n in ours.items()})
    for corpus in corpora:
        real = corpus.figures[figure]
        words.update({w: n / real.total() / len(corpora) for w, n in real.items() if w != REST})
    lines = [head([figure, "ours", *(corpus.name for corpus in corpora)])]
    for word, _ in words.most_common(most):
        shares = [ours[word] / total]
        shares += [
            corpus.figures[figure][word] / corpus.figures[figure].total() for corpus in corpora
        ]
        lines.append(row([str(word), *(f"{100 * share:.1f} %" for share in shares)]))
    distances = [distance_cell(figure, ours, corpus.figures[figure]) for corpus in corpora]
    lines.append(row(["**distance**", "", *distances]))
    return "\n".join(lines)


def habit_table(ours: Counter, corpora: list[Corpus], counts: list[int]) -> str:
    """Rates of habits, each out of what it can happen to."""
    out_of = {"numbered name": "name", "docstring": "kernel"}
    lines = [head(["habits", "ours", *(corpus.name for corpus in corpora)])]
    columns = [ours, *(corpus.figures["habits"] for corpus in corpora)]
    for habit in ours:
        if habit in ("line of code", "name"):
            continue
        base = out_of.get(habit, "line of code")
        cells = [f"{habit}, of each {base}"]
        for column, kernels_there in zip(columns, counts, strict=True):
            whole = kernels_there if base == "kernel" else column[base]
            cells.append(f"{100 * column[habit] / whole:.1f} %")
        lines.append(row(cells))
    return "\n".join(lines)


def report(path: Path, corpora: list[Corpus], most: int) -> None:
    count, ours = measure_all(path)
    sizes = ", ".join(f"{corpus.name}: {corpus.kernels:,}" for corpus in corpora)
    print(f"{count:,} kernels; real ones: {sizes}.\n")
    print(size_table(ours, corpora))
    for figure in MIXES:
        if figure in ours and figure != "habits":
            print("\n" + mix_table(figure, ours[figure], corpora, most))
    print("\n" + habit_table(ours["habits"], corpora, [count, *(c.kernels for c in corpora)]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kernels", nargs="*", help="a dataset, a folder or a .jsonl")
    parser.add_argument("--against", default="newton,examples+fem,all")
    parser.add_argument("--facts", type=Path, default=FACTS)
    parser.add_argument("--rows", type=int, default=16, help="of each mix (default 16)")
    parser.add_argument("--make-facts", type=Path, metavar="FILE")
    options = parser.parse_args()
    if options.make_facts:
        make_facts(options.make_facts, options.kernels[0], options.kernels[1:])
        return 0
    if len(options.kernels) != 1:
        parser.error("name one dataset, folder or .jsonl")
    facts = json.loads(options.facts.read_text())
    corpora = [Corpus(facts, name) for name in options.against.split(",")]
    report(Path(options.kernels[0]), corpora, options.rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
