"""What public documents print: published tables and the audit's declaration."""
