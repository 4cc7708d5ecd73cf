"""Which candidates translate each other, and how likely: words, phrases, features, scores."""
