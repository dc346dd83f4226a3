"""What a run was made from and what it made: manifest, RO-Crate and code version."""
