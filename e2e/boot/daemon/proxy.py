"""The TCP port, where the SDKs ask for sampling rules without credentials of their own."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from api import Api
from configuration import Address

PATHS = ("/GetSamplingRules", "/SamplingTargets")


def serve_proxy(address: Address, api: Api) -> None:
    """Without the port, the daemon goes on without sampling."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            if self.path not in PATHS:
                self.send_error(403)
                return
            try:
                answer = api.post(self.path, self.rfile.read(int(self.headers.get("content-length", 0))))
            except Exception as error:
                self.send_error(502, explain=str(error))
                return
            self.send_response(200)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        address_family = socket.AF_INET6 if ":" in address.host else socket.AF_INET

    try:
        server = Server((address.host, address.port), Handler)
    except OSError as error:
        print(f"proxy: {error}", flush=True)
        return
    threading.Thread(target=server.serve_forever, daemon=True).start()
