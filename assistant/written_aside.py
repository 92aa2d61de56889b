"""Files that get their name only when they are complete."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from assistant.errors import KotoError


def write_aside(file: Path, text: str, *, overwrite: bool) -> None:
    """Writes `text` to `file`: aside, then under its name, so that nobody ever sees half of it.

    Raises FileExistsError where the file is there and `overwrite` is False; KotoError where it cannot be written.
    """
    try:
        handle, aside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    except OSError as error:
        raise KotoError(f"{file}: cannot be written ({error.strerror}). Name another file.") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(aside, 0o600)
        if overwrite:
            os.replace(aside, file)
        else:
            # A link fails where the name is taken, even if it was taken this very moment.
            os.link(aside, file)
    except FileExistsError:
        raise
    except OSError as error:
        raise KotoError(f"{file}: cannot be written ({error.strerror}). Name another file.") from error
    finally:
        Path(aside).unlink(missing_ok=True)
