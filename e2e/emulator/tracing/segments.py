"""Segments as AWS services send them."""

import json
from typing import Any

from xray.service import call


def send(segment: dict[str, Any]) -> None:
    content = {key: value for key, value in segment.items() if value is not None and value is not False}
    call("PutTraceSegments", {"TraceSegmentDocuments": [json.dumps(content)]})


def flags(status: int) -> dict[str, bool]:
    """What X-Ray calls a response of this status: an error is the caller's, a fault the service's."""
    return {"fault": status >= 500, "error": 400 <= status < 500, "throttle": status == 429}
