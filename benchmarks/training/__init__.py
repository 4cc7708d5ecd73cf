"""Where every shipped weight comes from: the scripts that learn them, and what they share."""
