"""What is made of figures and words: exhibits, tables, pages, publication, provenance."""
