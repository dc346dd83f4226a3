"""What follows from published numbers: the attacker that stands at the gate."""
