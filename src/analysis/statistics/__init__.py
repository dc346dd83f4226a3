"""Numbers in, numbers out: no files, no frames of ours, no words."""
