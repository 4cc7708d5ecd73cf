"""From the marks on a PDF page to paragraphs.

`letters` restores what fonts hide, `page` puts the pieces of a page in reading order, line by line,
and `paragraphs` joins the lines of all pages.
"""
