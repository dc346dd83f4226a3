"""From a project's surveys, costs and trainings to the figures of its publication."""

NAME = "Project evaluation analysis"
"""What the software is called in all that it makes, of whichever study."""
__version__ = "0.1.0"
