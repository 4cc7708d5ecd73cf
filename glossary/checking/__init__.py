"""Where a translation departs from the glossary."""
