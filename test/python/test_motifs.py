"""Every motif and idiom, drawn alone under several seeds, is accepted by the real Warp."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from conftest import ROOT, InProcess

BINARY = Path(os.environ.get("WARPLOOM_BIN", ROOT / "build" / "warploom"))
BATCH = 100


def test_warp_accepts_every_motif(tmp_path: Path, inside: InProcess) -> None:
    dump = BINARY.parent / "warploom_pipeline_test"
    subprocess.run(
        [dump, "--gtest_filter=MotifDump.*"],
        env={**os.environ, "WARPLOOM_MOTIF_DIR": str(tmp_path)},
        check=True,
        capture_output=True,
    )
    files = sorted(tmp_path.glob("*.py"))
    assert len(files) > 300
    refused = []
    for start in range(0, len(files), BATCH):
        batch = files[start : start + BATCH]
        kernels = [(file.name.split(".")[-2], file.read_text()) for file in batch]
        verdicts = inside.build(kernels, targets=("cpu",))
        refused += [
            f"{file.name}: {verdict.reason}"
            for file, verdict in zip(batch, verdicts, strict=True)
            if verdict.stage
        ]
    assert not refused, "\n".join(refused)
