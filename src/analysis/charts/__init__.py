"""Drawing: ``plot_*(released, *, ax=None) -> Axes``, a module a topic.

A chart draws and returns its axes. It does not read, estimate, save or touch
rcParams; `analysis.style` has those.
"""
