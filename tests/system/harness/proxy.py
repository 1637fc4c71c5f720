"""A network in the attacker's hand: records what passes, cuts it, flips bytes in it."""

import random
import socket
import threading

_CHUNK = 65536


class Proxy:
    """Listens on a port of its own and forwards every connection to `target` on loopback."""

    def __init__(self, target):
        self._target = target
        self._lock = threading.Lock()
        self._pairs = set()
        self._recorded = bytearray()
        self._flips = self._spare = 0
        self._random = random.Random(0)
        self.flipped = self.connections = 0
        self.port = 0
        self.unblock()

    @property
    def recorded(self):
        """Everything that passed, in both directions."""
        with self._lock:
            return bytes(self._recorded)

    def cut(self):
        """Ends every connection, in the middle of whatever it says. New ones are let through."""
        with self._lock:
            pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            for end in pair:
                self._end(end)

    def block(self):
        """The network is down until `unblock`: nobody answers at the port."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def unblock(self):
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def flip(self, count, spare=0, seed=0):
        """Changes one bit in each of the next `count` pieces that pass, but none in the first `spare` pieces that pass
        in one direction of a connection: two and more lie behind the handshake."""
        with self._lock:
            self._random.seed(seed)
            self._flips, self._spare = count, spare

    def close(self):
        try:
            self.block()
        except OSError:
            pass  # blocked already

    @staticmethod
    def _end(end):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        end.close()

    def _accept(self, listener):
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._target), timeout=5)
                far.settimeout(None)
            except OSError:
                self._end(near)
                continue
            pair = (near, far)
            with self._lock:
                self._pairs.add(pair)
                self.connections += 1
            self._forward_both_ways(near, far)

    def _forward_both_ways(self, near, far):
        for source, sink in ((near, far), (far, near)):
            threading.Thread(target=self._forward, args=(source, sink), daemon=True).start()

    def _forward(self, source, sink):
        try:
            number = 0
            while piece := source.recv(_CHUNK):
                sink.sendall(self._pass_on(piece, number))
                number += 1
        except OSError:
            pass
        self._end(source)
        self._end(sink)

    def _pass_on(self, piece, number):
        with self._lock:
            self._recorded += piece
            if self._flips == 0 or number < self._spare:
                return piece
            self._flips -= 1
            self.flipped += 1
            changed = bytearray(piece)
            changed[self._random.randrange(len(changed))] ^= 1 << self._random.randrange(8)
            return bytes(changed)
