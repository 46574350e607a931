"""The law of the jurisdictions: one neutral form (`content`), and what is done with it.

`files` reads and writes YAML, `desk` and `record` turn content into rows and back, `publishing` makes editions,
`checks` records who read what, `reading` is what pages, tables and downloads ask.
"""
