"""One library a file."""

import os

# ONNX Runtime's own builds send facts about the machine to their maker unless this is set before it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
