"""What a run made, read as an attacker reads it."""
