"""A project's own files: spreadsheets and CSV, read as they come."""
