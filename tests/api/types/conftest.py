"""What the walks over types share with those over the schema."""

from __future__ import annotations

from tests.api.schema.conftest import patient_reads

__all__ = ["patient_reads"]
