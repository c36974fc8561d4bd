"""What a machine talks to: its metadata, the server that it downloads from, and the X-Ray API. They live in the network of the machine."""

from __future__ import annotations

import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from downloads import downloads_handler
from metadata import metadata_handler
from xray_api import xray_api_handler

METADATA = ("169.254.169.254", 80)
# The machine's /etc/hosts says the same. Nothing listens at the address of a server that is down.
DOWNLOADS = ("127.0.1.1", 443)
XRAY_API = ("127.0.1.2", 443)


def serve(address: tuple[str, int], handler: type[BaseHTTPRequestHandler], tls: ssl.SSLContext | None = None) -> None:
    server = ThreadingHTTPServer(address, handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever).start()


def main() -> None:
    work = Path(sys.argv[1])
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(work / "tls" / "server.pem", work / "tls" / "server.key")
    if (work / "metadata").exists():
        serve(METADATA, metadata_handler(work))
    if (work / "downloads").exists():
        serve(DOWNLOADS, downloads_handler(work), tls)
    serve(XRAY_API, xray_api_handler(work), tls)
    (work / "ready").touch()


main()
