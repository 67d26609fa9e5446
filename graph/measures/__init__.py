"""Measures of ties, brokerage and value: pure functions over arrays; no store, no clock, no network."""
