"""Reads termbases, lists of known terms.

`read` opens a file of any format; `tables` reads CSV, TSV and XLSX, `tbx` both versions of TBX.
`status` knows what the formats call the status of a term.
"""
