"""Who does the shards: processes on this machine, or a Ray cluster."""
