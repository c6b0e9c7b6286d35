"""Loaded by every Python process that has this folder on its path: notes every connection, lets none leave the machine.

A line each in the file that WATCHED_SOCKETS names: "watches", "here" or "leaves", the process, and what or whither.
"""

import _socket
import ipaddress
import os
import sys

NAMED = {"socket.getaddrinfo", "socket.gethostbyname"}
ADDRESSED = {"socket.connect", "socket.sendto", "socket.sendmsg"}


def _stays_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def _note(line: str) -> None:
    file = os.open(os.environ["WATCHED_SOCKETS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(file, f"{line}\n".encode())  # one write: several processes append
    os.close(file)


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in NAMED:
        host, stays = arguments[0], _stays_here(arguments[0])
    elif event in ADDRESSED and isinstance(arguments[0], _socket.socket):
        address = arguments[1]
        if address is None:  # a connected socket, whose connection was noted
            return
        is_local = arguments[0].family == _socket.AF_UNIX
        host = "unix" if is_local else address[0]  # type: ignore[index]
        stays = is_local or _stays_here(host)
    else:
        return
    _note(f"{'here' if stays else 'leaves'} {os.getpid()} {event} {host}")
    if not stays:
        raise OSError(f"watched: {event} {host}")


_note(f"watches {os.getpid()} {' '.join(' '.join(sys.orig_argv).split())}")
sys.addaudithook(_watch)
