"""From scored pairs to a list: one entry a term, fragments dropped, the best first."""
