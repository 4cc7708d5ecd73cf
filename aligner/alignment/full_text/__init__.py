"""Complete texts in the same order.

`align_full` cuts long texts into pieces, scores them in two passes and joins the links;
`decoding` chooses the beads that are kept.
"""
