"""Segments that come as datagrams, sent to the API in batches."""

from __future__ import annotations

import contextlib
import json
import socket
import time

from api import Api
from configuration import Address, Refused

MAX_BATCH = 50
FLUSH_SECONDS = 1.0
# How long a signal to stop may go unnoticed
POLL_SECONDS = 0.05
MAX_DATAGRAM = 65_536


class Receiver:
    def __init__(self, address: Address, api: Api) -> None:
        self._api = api
        self._waiting: list[str] = []
        self._stopped = False
        self._socket = socket.socket(socket.AF_INET6 if ":" in address.host else socket.AF_INET, socket.SOCK_DGRAM)
        try:
            self._socket.bind((address.host, address.port))
        except OSError as error:
            raise Refused(f"udp {address.host}:{address.port}: {error}") from error

    def run(self) -> None:
        """Takes and sends until it is stopped; what has come by then is sent."""
        due = time.monotonic() + FLUSH_SECONDS
        while not self._stopped:
            self._socket.settimeout(POLL_SECONDS)
            with contextlib.suppress(TimeoutError):
                self._take(self._socket.recv(MAX_DATAGRAM))
            if len(self._waiting) >= MAX_BATCH or time.monotonic() >= due:
                self._flush()
                due = time.monotonic() + FLUSH_SECONDS
        self._socket.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                self._take(self._socket.recv(MAX_DATAGRAM))
        self._flush()

    def stop(self) -> None:
        self._stopped = True

    def _flush(self) -> None:
        batch, self._waiting = self._waiting, []
        if not batch:
            return
        try:
            self._api.post("/TraceSegments", json.dumps({"TraceSegmentDocuments": batch}).encode())
        # the real daemon loses the batch and goes on, whatever the reason
        except Exception as error:
            print(f"Sending segment batch failed with: {error}", flush=True)

    def _take(self, datagram: bytes) -> None:
        header, _, document = datagram.partition(b"\n")
        try:
            known = json.loads(header) == {"format": "json", "version": 1}
            text = document.decode()
        except ValueError:
            known, text = False, ""
        if known and text:
            self._waiting.append(text)
        else:
            print("Missing header or segment: the datagram is dropped", flush=True)
