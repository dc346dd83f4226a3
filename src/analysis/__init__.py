"""From a project's surveys, costs and trainings to the figures of its publication."""

__version__ = "0.1.0"
