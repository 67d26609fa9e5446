"""Measures of networks: pure functions over arrays, a folder a family, all in one registry.

No store, no clock, no network: the same ties give the same numbers anywhere.
"""
