"""What was asked and answered, for the tests to read: a file with one JSON document a line."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path

_lock = threading.Lock()


def record(file: Path, entry: Mapping[str, object]) -> None:
    with _lock, file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(entry) + "\n")
