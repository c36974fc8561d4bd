"""The header X-Amzn-Trace-Id, and the one that the present request carries."""

import secrets
import time
from contextvars import ContextVar
from dataclasses import dataclass

NAME = "x-amzn-trace-id"


@dataclass(frozen=True)
class TraceHeader:
    root: str
    parent: str | None = None
    sampled: bool | None = None

    @classmethod
    def parse(cls, text: str) -> "TraceHeader | None":
        parts = dict(part.strip().split("=", 1) for part in text.split(";") if "=" in part)
        if not parts.get("Root"):
            return None
        return cls(parts["Root"], parts.get("Parent"), {"1": True, "0": False}.get(parts.get("Sampled", "")))

    def __str__(self) -> str:
        decision = {True: "Sampled=1", False: "Sampled=0", None: None}[self.sampled]
        return ";".join(part for part in (f"Root={self.root}", self.parent and f"Parent={self.parent}", decision) if part)


current: ContextVar[TraceHeader | None] = ContextVar("trace_header", default=None)


def new_root() -> str:
    return f"1-{int(time.time()):08x}-{secrets.token_hex(12)}"


def new_id() -> str:
    return secrets.token_hex(8)
