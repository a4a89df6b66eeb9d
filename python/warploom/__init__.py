"""The part of warploom that imports NVIDIA Warp: the oracle worker and its tools."""

__version__ = "0.4.0"
