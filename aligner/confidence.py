"""Bands of confidence: which links a person should look over, and which of these first.

The review page, the exports, the summaries and the flags all divide links at these two numbers.
"""

UNCERTAIN = 0.8
"""A link below this confidence is uncertain: review begins with it, and summaries count it."""

LIKELY_WRONG = 0.5
"""A link below this confidence is more likely wrong than right; its colour says so."""
NOT_SCORED = "not scored"
"""What the sentence about a file's links says of those whose confidence says nothing."""
