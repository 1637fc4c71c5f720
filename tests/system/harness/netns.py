"""A network of the tests' own: every node in a network namespace, and between them a wire that the test holds in its hand.

A namespace's only way out is a TUN device; what goes into it comes out here as an IP packet, which a thread hands on to
whoever has the address, late, in another order, or twice, as told. Loss is nftables', a slow line is tbf's: inside the
namespaces, where the kernel does it.
"""

import ctypes
import fcntl
import heapq
import ipaddress
import itertools
import os
import random
import selectors
import shutil
import struct
import subprocess
import threading
import time

_LIBC = ctypes.CDLL(None, use_errno=True)
_CLONE_NEWNET = 0x40000000
_TUNSETIFF = 0x400454CA
_IFF_TUN, _IFF_NO_PI = 0x0001, 0x1000
_DEVICE = "wire"
_MTU = 1400
_numbers = itertools.count(1)


def why_not():
    """Why this machine cannot do it; empty where it can."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    missing = [name for name in ("ip", "nft", "tc") if not shutil.which(name)]
    if missing:
        return f"not installed: {', '.join(missing)} (iproute2, nftables)"
    if not os.path.exists("/dev/net/tun"):
        return "there is no /dev/net/tun"
    name = f"tasuki-{os.getpid()}-probe"
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True)
    subprocess.run(["ip", "netns", "delete", name], capture_output=True)
    return "" if made.returncode == 0 else f"no network namespace can be made: {made.stderr.strip()}"


class Namespace:
    """One machine: `address` is its own, `prefix` goes before the commands that run on it."""

    def __init__(self, network, address):
        self._network = network
        self.name = f"tasuki-{os.getpid()}-{next(_numbers)}"
        self._run("ip", "netns", "add", self.name)
        try:
            self.device = self._make_device()
            self.do("ip", "link", "set", _DEVICE, "mtu", str(_MTU))
            self.address = None
            self.move(address)
        except BaseException:
            self.close()
            raise

    @property
    def prefix(self):
        return ["ip", "netns", "exec", self.name]

    @staticmethod
    def _run(*command):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")

    def do(self, *command):
        self._run(*self.prefix, *command)

    def _make_device(self):
        """A namespace is a thread's own, so one is made for it."""
        made = []
        thread = threading.Thread(target=lambda: made.append(self._open_device()))
        thread.start()
        thread.join()
        if not made:
            raise RuntimeError("no TUN device can be made in a namespace")
        return made[0]

    def _open_device(self):
        namespace = os.open(f"/run/netns/{self.name}", os.O_RDONLY)
        try:
            if _LIBC.setns(namespace, _CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), "setns")
        finally:
            os.close(namespace)
        device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH22x", _DEVICE.encode(), _IFF_TUN | _IFF_NO_PI))
        return device

    def move(self, address):
        """It has another address from now on, as after a weekend behind an office's router."""
        if self.address:
            self.do("ip", "address", "del", f"{self.address}/24", "dev", _DEVICE)
            self._network.forget(self.address)
        self.do("ip", "address", "add", f"{address}/24", "dev", _DEVICE)
        self.do("ip", "link", "set", _DEVICE, "up")
        self.address = address
        self._network.route(address, self.device)

    def unplug(self):
        self.do("ip", "link", "set", _DEVICE, "down")

    def plug_in(self):
        self.do("ip", "link", "set", _DEVICE, "up")

    def lose(self, percent):
        """So many of a hundred packets that come in are lost, at random."""
        self.do("nft", "add table inet tasuki; add chain inet tasuki in { type filter hook input priority 0; }; "
                f"add rule inet tasuki in iifname {_DEVICE} numgen random mod 100 < {percent} drop")

    def let_nobody_out_to(self, port):
        """No new connection to that port leaves."""
        self.do("nft", "add table inet tasuki; add chain inet tasuki out { type filter hook output priority 0; }; "
                f"add rule inet tasuki out tcp dport {port} drop")

    def slow_down(self, rate):
        """False where the kernel has no tbf."""
        try:
            self.do("tc", "qdisc", "add", "dev", _DEVICE, "root", "tbf", "rate", rate, "burst", "4kb", "latency", "2s")
            return True
        except RuntimeError:
            return False

    def close(self):
        if getattr(self, "address", None):
            self._network.forget(self.address)
        if getattr(self, "device", None) is not None:
            os.close(self.device)
            self.device = None
        subprocess.run(["ip", "netns", "delete", self.name], capture_output=True)


class Network:
    """The wire. `delay`: seconds, from and to, at random for each packet; `doubled`: how many of all come twice."""

    def __init__(self, seed=0):
        self.delay, self.doubled = (0.0, 0.0), 0.0
        self.passed = self.overtaken = 0
        self._random = random.Random(seed)
        self._routes, self._namespaces = {}, []
        self._late = []
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    def namespace(self, address):
        made = Namespace(self, address)
        self._namespaces.append(made)
        return made

    def route(self, address, device):
        with self._lock:
            self._routes[ipaddress.IPv4Address(address).packed] = device

    def forget(self, address):
        with self._lock:
            self._routes.pop(ipaddress.IPv4Address(address).packed, None)

    def _carry(self):
        while not self._ended.is_set():
            with self._lock:
                devices = list(self._routes.values())
            with selectors.DefaultSelector() as selector:
                for device in devices:
                    selector.register(device, selectors.EVENT_READ)
                until_next = self._late[0][0] - time.monotonic() if self._late else 0.05
                for key, _ in selector.select(max(0, min(until_next, 0.05))):
                    self._take(key.fd)
            self._deliver()

    def _take(self, device):
        try:
            packet = os.read(device, 65536)
        except OSError:
            return
        if not packet or packet[0] >> 4 != 4:
            return
        for _ in range(2 if self._random.random() < self.doubled else 1):
            due = time.monotonic() + self._random.uniform(*self.delay)
            self.overtaken += any(other > due for other, *_ in self._late)
            heapq.heappush(self._late, (due, next(_numbers), packet))

    def _deliver(self):
        while self._late and self._late[0][0] <= time.monotonic():
            packet = heapq.heappop(self._late)[2]
            with self._lock:
                device = self._routes.get(packet[16:20])
                if device is None:
                    continue
                try:
                    os.write(device, packet)
                    self.passed += 1
                except OSError:
                    pass  # the other end is unplugged

    def close(self):
        self._ended.set()
        self._thread.join()
        for namespace in self._namespaces:
            namespace.close()
