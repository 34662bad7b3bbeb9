"""Measurements, run by hand and at smoke size in CI. Each prints its table, then one JSON line of its figures."""
