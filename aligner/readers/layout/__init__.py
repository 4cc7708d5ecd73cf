"""From lines to blocks: `blocks` finds paragraphs and headings, `line_breaks` judges the breaks.

`furniture` marks what belongs to the page and not to the text. `bilingual` parts the two languages
of one text, and `script_runs` does so inside a paragraph.
"""
