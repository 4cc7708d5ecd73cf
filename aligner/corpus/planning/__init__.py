"""What a corpus run is to do: the manifest, and the plan that cuts it into shards."""
