"""Quality checks on pairs: pure functions from a bitext to findings."""
