"""The part of warploom that imports NVIDIA Warp: the oracle worker and its tools."""

__version__ = "0.5.0"
