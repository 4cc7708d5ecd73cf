"""How right an alignment is, and whether its confidences say so.

`beads` reads predicted and gold alignments, and `files` matches them by name; `scoring` counts
precision, recall and F1, `calibration` compares confidences with the share that is right, `report`
gathers both for all documents, and `plot` draws the calibration as SVG.
"""
