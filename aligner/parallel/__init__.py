"""Work on all cores: `cores` counts them, `processes` divides the parts of a long text among them.

The processes are `forked` where that is possible, else `spawned`.
"""
