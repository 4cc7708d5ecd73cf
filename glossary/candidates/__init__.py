"""Which words and phrases may be terms: tokens, parts of speech, spans, counts."""
