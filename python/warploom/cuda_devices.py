"""Prints the CUDA devices that Warp finds, as one line of JSON: `python -m warploom.cuda_devices`.

A process of its own, because the worker hides all devices from Warp before it imports it.
"""

from __future__ import annotations

import json

from warploom.capture import captured_stderr
from warploom.search_path import append_users_path


def main() -> None:
    """Asks Warp; what it prints on the way goes nowhere."""
    append_users_path()
    with captured_stderr():
        import warp as wp

        wp.config.log_level = wp.LOG_ERROR
        wp.init()
        devices = [device.alias for device in wp.get_cuda_devices()]
    print(json.dumps({"devices": devices}))


if __name__ == "__main__":
    main()
