"""Everyday questions to the survey: groups of any declared variable, released by the same rule."""
