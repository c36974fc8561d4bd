"""Hands what comes to a port of the instance on to a container, as Docker's own proxy does it.

forward.py tcp|udp LISTEN TARGET
"""

from __future__ import annotations

import socket
import sys
import threading


def main() -> None:
    protocol, listen, target = sys.argv[1], _address(sys.argv[2]), _address(sys.argv[3])
    if protocol == "udp":
        _forward_datagrams(listen, target)
    server = socket.create_server(listen)
    while True:
        client, _ = server.accept()
        threading.Thread(target=_join, args=[client, target], daemon=True).start()


def _forward_datagrams(listen: tuple[str, int], target: tuple[str, int]) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(listen)
        while True:
            receiver.sendto(receiver.recv(65_536), target)


def _join(client: socket.socket, target: tuple[str, int]) -> None:
    with client:
        try:
            other = socket.create_connection(target)
        except OSError:
            return
        with other:
            back = threading.Thread(target=_copy, args=[other, client])
            back.start()
            _copy(client, other)
            back.join()


def _copy(source: socket.socket, target: socket.socket) -> None:
    try:
        while content := source.recv(65_536):
            target.sendall(content)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        # whoever is at the other end has gone: there is nothing left to hand on
        return


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    return host, int(port)


main()
