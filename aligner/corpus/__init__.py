"""Many pairs of documents: manifest, plan, shards, executors, and what is made of the results."""
