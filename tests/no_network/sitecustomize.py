"""Loaded by every Python process that has this folder on its path: any attempt to leave the machine ends it, loudly."""

import os
import socket
import sys


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    leaving = event in {"socket.getaddrinfo", "socket.gethostbyname"}
    if event in {"socket.connect", "socket.sendto"} and isinstance(arguments[0], socket.socket):
        leaving = arguments[0].family in {socket.AF_INET, socket.AF_INET6}
    if leaving:
        os.write(2, f"NETWORK: {event} {arguments[1:]}\n".encode())
        os._exit(77)


sys.addaudithook(_refuse)
