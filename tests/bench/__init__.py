"""Benchmarks: everything in one run, by the same settings, as ratios to a Flask route that says hello."""
