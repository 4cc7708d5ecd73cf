"""How long things take and how much memory they need, and how both grow."""
