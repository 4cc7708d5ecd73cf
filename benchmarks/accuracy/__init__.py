"""How right the results are: alignments, excerpts, checks, glossary, sentence borders, bytes."""
