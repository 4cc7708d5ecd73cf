"""Many pairs of files: the list of jobs, and a project file made for each of them."""
