"""One module a file format. `aligner.readers.format_table` says which reads which file."""
