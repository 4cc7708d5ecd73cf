"""From lines to blocks: paragraphs, page furniture, and the two languages of one text."""
