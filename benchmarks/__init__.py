"""What is measured, learned and drawn.

Every script is run as `python -m benchmarks.SHELF.NAME` from the root of the checkout; README.md
lists them. Nothing in the product or in its tests imports this.
"""
