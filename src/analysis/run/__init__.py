"""A batch from its plan to its report, and the command line."""
