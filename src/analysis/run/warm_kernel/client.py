"""Talking to a kernel as soon as it answers."""

import math
import time
from queue import Empty

from jupyter_client.asynchronous.client import AsyncKernelClient

PATIENCE_S = 0.5
"""After so long without a word the kernel is asked again."""


class PromptClient(AsyncKernelClient):
    """A client that takes the kernel's word for it that it is ready.

    jupyter_client's own waits for a fifth of a second of silence.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers, and what it publishes arrives.

        Raises
        ------
        RuntimeError
            If the kernel ends instead, or is not ready in ``timeout`` seconds.
        """
        deadline = time.monotonic() + (math.inf if timeout is None else timeout)
        asked = {self.kernel_info()}
        while time.monotonic() < deadline:
            try:
                told = await self.get_iopub_msg(timeout=PATIENCE_S)
            except Empty:
                if not await self.is_alive():
                    raise RuntimeError("the kernel ended before it was ready") from None
                asked.add(self.kernel_info())
                continue
            if told["msg_type"] == "iopub_welcome":  # what was said before it was not heard
                asked.add(self.kernel_info())
            elif (
                told["parent_header"].get("msg_id") in asked
                and told["content"].get("execution_state") == "idle"
            ):
                return  # replies to what was asked stay in their channel, and are passed over there
        raise RuntimeError(f"the kernel was not ready in {timeout} seconds")
