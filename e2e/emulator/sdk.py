"""The AWS SDK for Python, one call a line: {"service", "operation", "parameters"} in, {"result"} or {"error", "message"} out."""

import json
import sys
from typing import Any

import boto3
from botocore.exceptions import ClientError

_clients: dict[str, Any] = {}


def _plain(value: Any) -> Any:
    """What JSON has no word for: times as ISO 8601, bodies and bytes as text."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    content = value.read() if hasattr(value, "read") else value
    return content.decode() if isinstance(content, bytes) else str(content)


def _call(request: dict[str, Any]) -> dict[str, Any]:
    service, operation = request["service"], request["operation"]
    client = _clients.get(service) or _clients.setdefault(service, boto3.client(service))
    parameters = request.get("parameters") or {}
    if client.can_paginate(operation):
        result = client.get_paginator(operation).paginate(**parameters).build_full_result()
    else:
        result = getattr(client, operation)(**parameters)
        result.pop("ResponseMetadata", None)
    return {"result": result}


def main() -> None:
    for line in sys.stdin:
        try:
            answer = _call(json.loads(line))
        except ClientError as error:
            answer = {"error": error.response["Error"]["Code"], "message": str(error)}
        # Whatever it is, whoever called is told.
        except Exception as error:
            answer = {"error": type(error).__name__, "message": str(error)}
        print(json.dumps(answer, default=_plain), flush=True)


if __name__ == "__main__":
    main()
