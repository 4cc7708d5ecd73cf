"""The work of a corpus run: `manifest` lists the pairs, and `folders` lists those of two folders.

`costs` estimates what each pair costs, and `plan` cuts the manifest into shards.
"""
