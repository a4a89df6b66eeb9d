"""The same request gives the same kernels, whichever compiler built warploom.

test/files/synth_hashes.json holds a hash of each built-in profile's first kernels and the version
that draws them. Kernels may change with the version only (project() in CMakeLists.txt):

    pytest test/python/test_same_bytes.py --update    writes the hashes of the program at hand.

WARPLOOM_CLANG_BIN names a program that clang built (cmake --preset clang); it must draw the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

HASHES = ROOT / "test" / "files" / "synth_hashes.json"
PROFILES = sorted(path.stem for path in (ROOT / "profiles").glob("*.toml"))
BINARY = os.environ.get("WARPLOOM_BIN", str(ROOT / "build" / "warploom"))
CLANG_BINARY = os.environ.get("WARPLOOM_CLANG_BIN")
COUNT = 20_000


def version_of(binary: str) -> str:
    done = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[-1]


def hash_of_kernels(binary: str, profile: str, folder: Path) -> str:
    """The sha256 over the names and contents of all files, by name."""
    command = [binary, "synth", "-n", str(COUNT), "--profile", profile, "-o", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    files = sorted(folder.iterdir())
    assert len(files) == COUNT
    total = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        total.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize("profile", PROFILES)
def test_kernels_change_only_with_the_version(
    profile: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    got = hash_of_kernels(BINARY, profile, tmp_path / "kernels")
    version = version_of(BINARY)
    known = json.loads(HASHES.read_text())
    if request.config.getoption("--update"):
        of_version = known["profiles"] if known["version"] == version else {}
        profiles = dict(sorted({**of_version, profile: got}.items()))
        HASHES.write_text(json.dumps({"version": version, "profiles": profiles}, indent=2) + "\n")
        return
    assert known["version"] == version, (
        f"{HASHES.name} is of version {known['version']}, the program of {version}: "
        "run this test with --update"
    )
    assert got == known["profiles"].get(profile), (
        f"profile {profile} draws other kernels than version {version} did before. If that is "
        "meant, raise the version (project() in CMakeLists.txt) and run this test with --update; "
        "if not, the difference of `warploom synth` before and after shows what changed"
    )


@pytest.mark.slow
@pytest.mark.skipif(not CLANG_BINARY, reason="WARPLOOM_CLANG_BIN names no program built by clang")
@pytest.mark.parametrize("profile", PROFILES)
def test_clang_draws_the_same_kernels(profile: str, tmp_path: Path) -> None:
    assert CLANG_BINARY
    assert version_of(CLANG_BINARY) == version_of(BINARY)
    known = json.loads(HASHES.read_text())["profiles"]
    assert hash_of_kernels(CLANG_BINARY, profile, tmp_path / "kernels") == known[profile], (
        f"profile {profile}: the program built by clang draws other kernels than the one built by "
        "g++; tools/evaluation_order.py finds expressions whose order C++ leaves open"
    )


def test_every_profile_has_a_hash() -> None:
    assert sorted(json.loads(HASHES.read_text())["profiles"]) == PROFILES
