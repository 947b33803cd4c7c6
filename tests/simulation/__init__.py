"""Simulated days: the real service, rules and store against pretend platforms, on one clock that jumps, with one source of chance.

Everything runs in turns (`turns.py`), so one seed is one run, byte for byte: `python -m tests.simulation --seed 7 --trace`.
"""
