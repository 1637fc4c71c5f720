"""What somebody on the network does to what passes: each a callable for `HostileProxy.arm`."""

import threading

from .hostile_proxy import Cut


class Strike:
    """Hits one piece of one direction, once: the `number`th of a connection that began after this was armed, said by
    the side that connected (`initiator`) or the other. `what(piece, direction)` gives what passes instead."""

    def __init__(self, initiator, number, what):
        self._where, self._what = (initiator, number), what
        self._lock = threading.Lock()
        self.struck = threading.Event()

    def __call__(self, direction, number, piece):
        with self._lock:
            if self.struck.is_set() or (direction.initiator, number) != self._where:
                return piece
            self.struck.set()
        return self._what(piece, direction)


class Swap:
    """Lets the `number`th piece of one direction pass behind the one that follows it."""

    def __init__(self, initiator, number):
        self._initiator, self._number = initiator, number
        self._held = None
        self._lock = threading.Lock()
        self.struck = threading.Event()

    def __call__(self, direction, number, piece):
        with self._lock:
            if self.struck.is_set() or direction.initiator != self._initiator or number < self._number:
                return piece
            if number == self._number:
                self._held = (direction, piece)
                return b""
            if self._held is None or self._held[0] is not direction:
                return piece
            self.struck.set()
            return piece + self._held[1]


class CutAfter:
    """Ends a connection when one side of it has said so many bytes."""

    def __init__(self, initiator, count):
        self._initiator, self._count = initiator, count
        self._lock = threading.Lock()
        self.struck = threading.Event()

    def __call__(self, direction, number, piece):
        with self._lock:
            before = sum(map(len, direction.passed[:number]))
            if self.struck.is_set() or direction.initiator != self._initiator or before + len(piece) < self._count:
                return piece
            self.struck.set()
        raise Cut(piece[:self._count - before])


def flip(position, bit=0):
    def flipped(piece, _):
        changed = bytearray(piece)
        changed[position] ^= 1 << bit
        return bytes(changed)
    return flipped


def twice(piece, _):
    return piece + piece


def dropped(_, __):
    return b""


def oversized(piece, _):
    """The longest length that two bytes can say, and as many bytes."""
    return b"\xff\xff" + piece[2:] + bytes(65535 - len(piece) + 2)


def empty_first(piece, _):
    """A message without even a tag, before the real one."""
    return b"\0\0" + piece


def of_another_connection(recorded):
    """What passed at the same place on an earlier connection."""
    return lambda piece, direction: recorded[min(len(recorded), len(direction.passed)) - 1]
