"""Kernels that start in a fraction of a second: forked from a process that has imported.

A server imports what notebooks import and waits (`server`). jupyter_client asks
it for a kernel through a provisioner of its own (`provisioner`), which the kernel
``analysis-warm`` names; each kernel is a process of its own, in which no notebook
has run. Where forking is not safe the same kernel starts as an ordinary one.
"""

import os
import sys
from functools import cache

KERNEL_NAME = "analysis-warm"
COLD = "ANALYSIS_COLD_KERNELS"
"""Environment variable that asks for ordinary kernels, to compare or to look for a fault."""
CAN_FORK = sys.platform == "linux"
"""Windows has no fork; on macOS numpy starts threads of the system's libraries at import,
and a process with such threads may not be forked."""


def why_not() -> str:
    """Why kernels start in the ordinary way here; empty where they start warm."""
    if not CAN_FORK:
        return f"processes cannot safely be forked on {sys.platform}"
    if os.environ.get(COLD):
        return f"{COLD} is set"
    if not _is_installed():
        return f"the kernel {KERNEL_NAME} is not installed (pip install --no-deps -e .)"
    return ""


def warm_up(study: str, data: str) -> None:
    """Start the server, where kernels start warm: it imports while other work is done.

    Parameters
    ----------
    study, data : str
        What the notebooks will ask for; the server reads it once for all of them.
    """
    if not why_not():
        from analysis.run.warm_kernel.provisioner import start_server

        start_server(study, data)


@cache
def _is_installed() -> bool:
    """Whether jupyter_client finds the kernel and its provisioner.

    It looks for what an installation of the package leaves behind, and not for
    the package on the path.
    """
    from importlib.metadata import entry_points

    from jupyter_client.kernelspec import KernelSpecManager

    provisioners = entry_points(group="jupyter_client.kernel_provisioners").names
    return KERNEL_NAME in {*provisioners} & {*KernelSpecManager().find_kernel_specs()}
