"""The default encoder: the Universal Sentence Encoder from a 32 MB wheel, in numpy."""
