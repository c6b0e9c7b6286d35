"""Oriel: a voice-first desktop assistant that runs on one workstation."""

__version__ = "0.1.0"
