"""The stopwatch. `make bench` prints each figure with its target beside it; nothing here is a unit test."""
