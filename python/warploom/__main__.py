"""The command `warploom`: runs the binary in this package, with this Python's Warp."""

import os
import sys
from pathlib import Path


def find_binary() -> Path | None:
    """The binary of an installed package; in a checkout, the one that ./quickstart builds."""
    package = Path(__file__).resolve().parent
    for binary in (package / "bin" / "warploom", package.parents[1] / "build" / "warploom"):
        if os.access(binary, os.X_OK):
            return binary
    return None


def main() -> int:
    binary = find_binary()
    if binary is None:
        print(
            "warploom: the binary is not installed next to this package. "
            "Install it with `pip install .`, or run ./quickstart in a checkout.",
            file=sys.stderr,
        )
        return 3
    os.environ["WARPLOOM_PYTHON"] = sys.executable
    sys.stdout.flush()
    return os.execv(binary, [str(binary), *sys.argv[1:]])  # The binary takes this process over.


if __name__ == "__main__":
    sys.exit(main())
