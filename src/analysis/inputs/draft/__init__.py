"""A folder of exports drafted as a study: what was found, and what a person must decide."""
