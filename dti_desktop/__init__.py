"""Offline self-assessment of a province on Vietnam's Digital Transformation Index (DTI)."""

__version__ = "0.1.0"
