"""X-Ray's paths and the tests' own, in front of what the emulator answers itself."""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

import ministack.app as ministack

import losses
from stacks.recorded_types import recorded
from xray import service
from xray.account import current_account
from xray.model import operations_by_path

_OWN = "/_e2e/"
_SIGNED_FOR = re.compile(r"Credential=[^/]+/[^/]+/[^/]+/([^/]+)/")


def _route_xray() -> None:
    """To X-Ray goes what is signed for it, and what comes unsigned on its paths, as through a collector's proxy."""
    detect = ministack.detect_service

    def detect_service(method: str, path: str, headers: dict[str, str], query: dict[str, Any]) -> str:
        signed = _SIGNED_FOR.search(headers.get("authorization", ""))
        wanted = signed.group(1) == "xray" if signed else path in operations_by_path()
        return "xray" if wanted and "x-amz-target" not in headers else detect(method, path, headers, query)

    ministack.detect_service = detect_service
    ministack.SERVICE_HANDLERS["xray"] = service.handle_request


def _own_answer(path: str, body: bytes) -> Any:
    if path == f"{_OWN}losses":
        losses.lose(json.loads(body or b"[]"))
        return losses.lost()
    if path == f"{_OWN}recorded":
        return recorded()
    if path == f"{_OWN}traces":
        return {trace: [json.loads(text) for text in found.values()] for trace, found in current_account().traces.items()}
    if path == f"{_OWN}sampling-statistics":
        return current_account().sampling_statistics
    return None


def _add_own_paths() -> None:
    emulator: Callable[..., Awaitable[None]] = ministack.app

    async def app(scope: dict[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]], send: Any) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(_OWN):
            await emulator(scope, receive, send)
            return
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = bool(message.get("more_body"))
        try:
            content = _own_answer(scope["path"], body)
            status = 404 if content is None else 200
        except ValueError as error:
            status, content = 400, {"message": str(error)}
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": json.dumps(content).encode()})

    ministack.app = app


def install() -> None:
    _route_xray()
    _add_own_paths()
