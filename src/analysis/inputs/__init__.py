"""Reading and checking: the only place that opens a study's files."""
