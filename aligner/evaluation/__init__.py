"""How right an alignment is, and how well it knows: scores, calibration, and their pictures."""
