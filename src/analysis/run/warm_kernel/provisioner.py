"""What jupyter_client asks for a kernel: one forked from the server, or an ordinary one."""

import asyncio
import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from analysis.run.warm_kernel import CAN_FORK

ADDRESS = "ANALYSIS_WARM_KERNEL_SOCKET"
"""Environment variable with the server's socket; processes that inherit it share the server."""
EXITED = 0
"""Said of a kernel that has ended: only the server learns its true exit code."""

KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": "100000000", "MALLOC_TRIM_THRESHOLD_": "200000000"}
"""Of glibc, for the server and its kernels, not seen by notebooks: what a picture took is kept
for the next one. To be given it anew, a page at a time, took a twentieth of a notebook's time."""

LONGEST_START_S = 120
"""Of a server that imports and a kernel that starts, on a busy machine."""
PAUSES_S = (0.1, 0.5, 0.0)
"""After each try to have a kernel forked."""


@dataclass(frozen=True)
class Server:
    """A running server, the folder of its socket, and the data that it holds."""

    process: subprocess.Popen[bytes]
    folder: Path
    holds: tuple[str, str]


_servers: list[Server] = []
"""Of this process; one at most lives."""


class WarmProvisioner(LocalProvisioner):
    """Starts a kernel by asking the server to fork; all else is as for local kernels."""

    process: Any = None  # a Popen, or a kernel that stands in for one
    _kernel: "ForkedKernel | None" = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a kernel and say how to talk to it."""
        if not CAN_FORK:
            return await super().launch_kernel(cmd, **kwargs)
        self.cwd = kwargs.get("cwd") or Path.cwd()
        env = {**(kwargs.get("env") or os.environ), "JPY_PARENT_PID": str(os.getpid())}
        # The server may still be importing.
        kernel = await asyncio.to_thread(ForkedKernel, cmd, env, str(self.cwd))
        self._kernel = self.process = kernel
        self.pid = self.pgid = kernel.pid
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel; the few milliseconds until it is gone are waited for here."""
        await super().kill(restart)
        if self._kernel:
            await asyncio.to_thread(self._kernel.wait, 1)


class ForkedKernel:
    """A kernel as a `subprocess.Popen`, as far as `LocalProvisioner` uses one.

    The connection that it was asked for over stays open: its end tells each
    side that the other is gone.
    """

    stdin = stdout = stderr = None

    def __init__(self, command: list[str], env: dict[str, str], cwd: str) -> None:
        request = json.dumps({"argv": command[2:], "env": env, "cwd": cwd}).encode()
        for pause in PAUSES_S:  # a server that was killed takes a moment to be gone
            if asked := _ask(request):
                self._connection, self.pid = asked
                return
            time.sleep(pause)
        raise RuntimeError("no kernel came of the server of warm kernels; see standard error")

    def poll(self) -> int | None:
        """None while the kernel lives."""
        return self.wait(0)

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the kernel's end; None if it still lives after ``timeout`` seconds."""
        if self._connection.fileno() == -1:
            return EXITED
        self._connection.settimeout(timeout)
        try:
            self._connection.recv(1)
        except (BlockingIOError, TimeoutError):
            return None
        except ConnectionResetError:
            pass  # as good an end as any
        self._connection.close()
        return EXITED

    def send_signal(self, signum: int) -> None:
        """Signal the kernel alone."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel."""
        self.send_signal(signal.SIGKILL)


def _ask(request: bytes) -> tuple[socket.socket, int] | None:
    """The connection to a forked kernel and its process, or None where the server ended."""
    said = b""
    try:
        connection = connect()
    except OSError:
        return None
    try:
        connection.settimeout(LONGEST_START_S)
        connection.sendall(request + b"\n")
        with connection.makefile("rb") as answer:
            said = answer.readline()
    except OSError:
        pass
    if said:
        return connection, int(said)
    connection.close()
    return None


def connect() -> socket.socket:
    """A connection to the server, which is started where none answers."""
    if ADDRESS in os.environ:
        try:
            return _open(os.environ[ADDRESS])
        except OSError:  # it was killed, and this process needs one of its own
            pass
    start_server()
    return _open(os.environ[ADDRESS])


def _open(address: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection


def start_server(study: str = "", data: str = "") -> None:
    """Start a server that lives as long as this process, unless one does already.

    It need not be waited for: the socket is there at once, and requests wait in it
    while the server imports.

    Parameters
    ----------
    study, data : str
        Read once, for all notebooks that will ask for the same; a server that
        holds other data is ended. Empty: any server will do, and none reads anything.
    """
    for server in _servers:
        if server.process.poll() is None and (not study or server.holds == (study, data)):
            return
        _end_server(server)
    _servers.clear()
    folder = Path(tempfile.mkdtemp(prefix="warm-"))  # nobody else can enter it
    address = str(folder / "socket")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(64)
        arguments = f"{listener.fileno()}, {study!r}, {data!r}"
        code = f"from analysis.run.warm_kernel.server import main; main({arguments})"
        process = subprocess.Popen(  # noqa: S603
            # Frozen modules hide breakpoints from the debugger that each kernel loads, which warns.
            [sys.executable, "-P", "-Xfrozen_modules=off", "-c", code],
            pass_fds=[listener.fileno()],
            stdin=subprocess.DEVNULL,
            env={**KEEP_MEMORY, **os.environ},
            start_new_session=True,  # an interrupt of this process is not meant for kernels
        )
    _servers.append(Server(process, folder, (study, data)))
    os.environ[ADDRESS] = address
    atexit.register(_end_server, _servers[-1])


def _end_server(server: Server) -> None:
    server.process.terminate()
    server.process.wait()
    shutil.rmtree(server.folder, ignore_errors=True)
