"""From the marks on a PDF page to paragraphs: letters, lines in reading order, paragraphs."""
