"""A network in the hand of somebody who knows the transport's framing (docs/protocol.md, section 4)."""

import threading

from .proxy import Proxy

_CHUNK = 65536
PREAMBLE = 8


class Cut(Exception):
    """Raised by an attack: the connection ends for both sides, behind these last bytes."""

    def __init__(self, last=b""):
        super().__init__()
        self.last = last


class Splitter:
    """Cuts one direction of a connection into what its sender wrote as one: the initiator's preamble, then Noise
    messages, each with its length before it."""

    def __init__(self, from_initiator):
        self._held = b""
        self._preamble = from_initiator

    def feed(self, data):
        self._held += data
        while (size := self._size()) and len(self._held) >= size:
            piece, self._held, self._preamble = self._held[:size], self._held[size:], False
            yield piece

    def _size(self):
        if self._preamble:
            return PREAMBLE
        return 2 + int.from_bytes(self._held[:2], "big") if len(self._held) >= 2 else 0


class Direction:
    """One direction of one connection, as an attack sees it.

    `initiator`: what the side says that connected. Its pieces are 0 the preamble, 1 and 2 the handshake's messages 1
    and 3, then transport messages; the other side's are 0 message 2, 1 the confirmation, then transport messages.
    """

    def __init__(self, initiator, connection):
        self.initiator, self.connection = initiator, connection
        self.passed = []

    @property
    def first_transport(self):
        return 3 if self.initiator else 2


class HostileProxy(Proxy):
    """Hands every piece to `attack(direction, number, piece)`, which returns the bytes to send instead, or raises Cut."""

    def __init__(self, target):
        self._attack = None
        self.struck = threading.Event()
        self.sessions = []
        super().__init__(target)

    def arm(self, attack):
        """From now on, for what passes on connections old and new; `struck` is cleared. None: no attack."""
        self.struck.clear()
        self._attack = attack

    def longest_session(self):
        """What passed on the connection that said most: the initiator's pieces and the responder's."""
        with self._lock:
            both = max(self.sessions, key=lambda pair: sum(len(one.passed) for one in pair))
        return tuple(list(direction.passed) for direction in both)

    def _forward_both_ways(self, near, far):
        both = tuple(Direction(initiator, len(self.sessions)) for initiator in (True, False))
        with self._lock:
            self.sessions.append(both)
        for direction, source, sink in zip(both, (near, far), (far, near)):
            threading.Thread(target=self._tamper, args=(direction, source, sink), daemon=True).start()

    def _tamper(self, direction, source, sink):
        splitter = Splitter(direction.initiator)
        try:
            while data := source.recv(_CHUNK):
                for piece in splitter.feed(data):
                    sink.sendall(self._instead(direction, piece))
        except Cut as cut:
            self._send_last(sink, cut.last)
        except OSError:
            pass
        self._end(source)
        self._end(sink)

    @staticmethod
    def _send_last(sink, data):
        try:
            sink.sendall(data)
        except OSError:
            pass

    def _instead(self, direction, piece):
        number = len(direction.passed)
        with self._lock:
            direction.passed.append(piece)
            self._recorded += piece
        return self._attack(direction, number, piece) if self._attack else piece
