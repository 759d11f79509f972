"""Measure one mix of turns on this assistant and on two Rasa projects made from the same data (docs/bench.md)."""
