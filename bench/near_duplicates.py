#!/usr/bin/env python3
"""Near-duplicates among kernels: MinHash over 5-token shingles of the source, Jaccard 0.7.

    bench/near_duplicates.py KERNELS [--threshold 0.7]

KERNELS is a dataset with Parquet (`warploom generate`), a folder of Python files (`warploom
synth`), or a .jsonl file with `python_source` or `python_code`.
A kernel counts as a near-duplicate when an earlier one is at least this similar (the rule by which
corpora are cleaned: the first of each cluster stays). Tokens are Python's, without comments and
layout; names count as they are. Prints the share, overall and by category where it is known.
"""

from __future__ import annotations

import argparse
import io
import json
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from datasketch import MinHash, MinHashLSH

SHINGLE = 5
PERMUTATIONS = 128
LAYOUT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}


def kernels(path: Path) -> Iterator[tuple[str, str]]:
    """(category or "", source) of every kernel, in order."""
    if (path / "manifest.json").exists():
        yield from dataset_kernels(path)
        return
    if path.is_dir():
        for file in sorted(path.glob("*.py")):
            yield "", file.read_text()
        return
    for line in path.open():
        row = json.loads(line)
        yield row.get("category", ""), row.get("python_source") or row["python_code"]


def dataset_kernels(path: Path) -> Iterator[tuple[str, str]]:
    import pyarrow.parquet

    for shard in sorted(path.glob("data/cpu/*.parquet")):
        table = pyarrow.parquet.read_table(shard, columns=["category", "python_code"])
        for row in table.to_pylist():
            yield row["category"], row["python_code"]


def minhash(source: str) -> MinHash:
    tokens = [
        token.string
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type not in LAYOUT
    ]
    shingles = {
        " ".join(tokens[i : i + SHINGLE]).encode() for i in range(max(1, len(tokens) - SHINGLE + 1))
    }
    signature = MinHash(num_perm=PERMUTATIONS, seed=1)
    signature.update_batch(list(shingles))
    return signature


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--threshold", type=float, default=0.7)
    parser.add_argument("--show", type=int, default=0, help="print this many pairs")
    options = parser.parse_args()
    index = MinHashLSH(threshold=options.threshold, num_perm=PERMUTATIONS)
    signatures: list[MinHash] = []
    sources: list[str] = []
    total: Counter[str] = Counter()
    near: Counter[str] = Counter()
    for number, (category, source) in enumerate(kernels(options.path)):
        signature = minhash(source)
        total[category] += 1
        similar = [
            other
            for other in index.query(signature)
            if signatures[int(other)].jaccard(signature) >= options.threshold
        ]
        near[category] += bool(similar)
        if similar and options.show > 0:
            options.show -= 1
            print(f"--- {similar[0]}\n{sources[int(similar[0])]}--- {number}\n{source}")
        signatures.append(signature)
        sources.append(source)
        index.insert(str(number), signature)
    count = sum(total.values())
    if count == 0:
        parser.error(f"{options.path} holds no kernels")
    print(
        f"{count} kernels, {sum(near.values())} near-duplicates: {sum(near.values()) / count:.2%}"
    )
    for category in sorted(total) if len(total) > 1 else []:
        print(f"  {category}: {near[category]} of {total[category]}")


if __name__ == "__main__":
    main()
