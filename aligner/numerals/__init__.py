"""Reads the numbers and dates of a text, however its language writes them: pure functions."""
