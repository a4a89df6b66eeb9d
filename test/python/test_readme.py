"""The pair that README.md shows is one that Warp gives today."""

from __future__ import annotations

import re

from conftest import ROOT, InProcess


def test_pair_in_readme_is_what_warp_generates(inside: InProcess) -> None:
    text = (ROOT / "README.md").read_text()
    pair = text.split("<!-- sample-pair:begin -->")[1].split("<!-- sample-pair:end -->")[0]
    name = re.search(r"\((\w+), seed", pair).group(1)
    source, expected = re.findall(r"```\w+\n(.*?)```", pair, re.DOTALL)
    (verdict,) = inside.build([(name, source)], targets=("cpu",))
    assert verdict.ok, verdict.reason
    assert verdict.ir[0]["forward"].strip() == expected.strip()
