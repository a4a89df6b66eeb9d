#!/usr/bin/env python3
"""Counts test cases: prints 'passed failed skipped' from what the test runners wrote.

  count_tests.py pytest REPORT.xml
  count_tests.py ctest REPORT.xml GTEST_FOLDER

For ctest, REPORT.xml has one case per program and GTEST_FOLDER one report per GoogleTest program,
which has the real cases. A program that failed without a failed case of its own (a crash, a hang)
counts as one failure.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path


def outcome(case: ElementTree.Element) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    if case.find("skipped") is not None or case.get("status") in ("notrun", "disabled"):
        return "skipped"
    return "passed"


def count(report: Path) -> Counter[str]:
    return Counter(outcome(case) for case in ElementTree.parse(report).iter("testcase"))


def count_ctest(report: Path, folder: Path) -> Counter[str]:
    total: Counter[str] = Counter()
    for case in ElementTree.parse(report).iter("testcase"):
        detail = folder / f"warploom_{case.get('name')}_test.xml"
        # A program that dies leaves no report, or an empty one.
        readable = detail.exists() and detail.stat().st_size > 0
        counts = count(detail) if readable else Counter([outcome(case)])
        if outcome(case) == "failed" and not counts["failed"]:
            counts["failed"] = 1
        total += counts
    return total


def main() -> int:
    match sys.argv[1:]:
        case ["pytest", report]:
            counts = count(Path(report))
        case ["ctest", report, folder]:
            counts = count_ctest(Path(report), Path(folder))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    print(counts["passed"], counts["failed"], counts["skipped"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
