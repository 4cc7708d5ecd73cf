"""Executors of shards: processes on this machine (`local`) or a Ray cluster (`ray_cluster`).

`registry` chooses one by name, and holds what both share.
"""
