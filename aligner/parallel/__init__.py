"""Work on all cores: how many there are, and processes that share the parts of a long text."""
