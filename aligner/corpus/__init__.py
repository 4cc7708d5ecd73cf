"""Many pairs of documents, in shards that can be interrupted and repeated.

`run` is the story on one screen. `planning/` reads the manifest and cuts it into shards;
`executors/` share the shards out to processes or a Ray cluster; `shard` aligns the pairs of one
shard; `attempts` finds pairs that kill their worker; `layout` names the files of a run; `vectors`
keeps vectors of slow models; `results/` filters, counts, samples and reports the links.
"""
