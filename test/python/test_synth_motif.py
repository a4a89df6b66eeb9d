"""`warploom synth --motif NAME` draws kernels of one motif alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_program import complaint, files_of, run, run_well

# A motif and what each of its kernels calls, but few other kernels do.
MARKS = {
    "curl-noise": b"wp.curlnoise(",
    "lower-bound": b"wp.lower_bound(",
    "tile-total": b"wp.tile_atomic_add(",
    "volume-collision": b"wp.volume_world_to_index(",
}


def drawn(folder: Path, motif: str, count: int = 20, seed: int = 0) -> dict[str, bytes]:
    run_well("synth", "-n", count, "-o", folder, "--motif", motif, "--seed", seed)
    return files_of(folder)


@pytest.mark.parametrize("motif", MARKS)
def test_every_kernel_has_the_motif(motif: str, tmp_path: Path) -> None:
    kernels = drawn(tmp_path / "alone", motif)
    assert [name[:7] for name in kernels] == [f"k{index:06}" for index in range(20)]
    assert all(MARKS[motif] in code for code in kernels.values())
    run_well("synth", "-n", 20, "-o", tmp_path / "any")
    assert not all(MARKS[motif] in code for code in files_of(tmp_path / "any").values())


def test_the_seed_decides_the_bytes(tmp_path: Path) -> None:
    first = drawn(tmp_path / "first", "curl-noise", seed=7)
    assert first == drawn(tmp_path / "again", "curl-noise", seed=7)
    assert first != drawn(tmp_path / "other", "curl-noise", seed=8)
    assert len(set(first.values())) == 20


def test_fewer_kernels_are_the_first_ones(tmp_path: Path) -> None:
    many = drawn(tmp_path / "many", "curl-noise", count=20)
    assert drawn(tmp_path / "few", "curl-noise", count=5).items() <= many.items()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--motif", "curl-noize"], "no such motif; the nearest is curl-noise"),
        (["--motif", ""], "there is no such motif"),
        (["--motif"], "--motif needs a value"),
        (["--motif", "curl-noise", "--categories", "random"], "--motif or --categories, not both"),
    ],
)
def test_wrong_use_is_one_sentence(arguments: list[str], words: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert words in complaint(run("synth", "-n", 5, "-o", out, *arguments), 2)
    assert not out.exists()


def test_only_synth_takes_a_motif(tmp_path: Path) -> None:
    done = run("generate", "-n", 5, "-o", tmp_path / "out", "--motif", "curl-noise")
    assert "generate has no option --motif" in complaint(done, 2)
