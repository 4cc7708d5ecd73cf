"""Many pairs of files: `jobs` lists them, and `run` makes a project file for each."""
