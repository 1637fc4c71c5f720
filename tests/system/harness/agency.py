"""One agency: a home, its node's process and what its staff type."""

import ctypes
import json
import os
import pathlib
import random
import selectors
import shutil
import signal
import socket
import subprocess
import time
import zlib

from . import sanitizers
from .patience import PATIENCE

ROOT = pathlib.Path(__file__).resolve().parents[3]
_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


def program(name):
    folder = pathlib.Path(os.environ.get("TASUKI_BIN", ROOT / "build/dev/bin")).resolve()
    return str(folder / name)


def free_port():
    """Below the range from which the system takes ports for outgoing connections, so that it stays free."""
    while True:
        port = random.randrange(20000, 32000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def _die_with_parent():
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class NodeDidNotStart(Exception):
    def __init__(self, code, log):
        super().__init__(f"tasukid ended with exit code {code}:\n{log[-2000:]}")
        self.code = code


class Answer:
    """What one command said."""

    def __init__(self, command, code, stdout, stderr):
        self.command, self.code, self.stdout, self.stderr = command, code, stdout, stderr

    @property
    def objects(self):
        return [json.loads(line) for line in self.stdout.splitlines() if line.strip()]

    @property
    def one(self):
        objects = self.objects
        if len(objects) != 1:
            raise AssertionError(f"{self} answered {len(objects)} objects, not one")
        return objects[0]

    @property
    def error(self):
        """The `error.code` of a refusal."""
        return self.one["error"]["code"]

    def __repr__(self):
        return f"<{' '.join(self.command)} → {self.code}\n{self.stdout[:2000]}{self.stderr[:2000]}>"


class Agency:
    """`name` is the agency's, `admin` its first administrator's. Nothing runs before `init()` and `start()`."""

    def __init__(self, folder, name, kind, phones=(), admin="管理 花子", profession="psw", options=(), keep=False,
                 namespace=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.home, self.log = self.folder / "home", self.folder / "log"
        self.name, self.kind, self.phones = name, kind, list(phones)
        self.admin, self.profession = admin, profession
        self.passphrase = f"{name} の合言葉 {random.randrange(10**6)}"
        self.port, self.advertised = free_port(), None
        self.namespace = namespace  # of harness.netns, where the node runs on a network of the test's own
        self.options = list(options)
        self.process = None
        self.id = self.staff_id = self.recovery_code = None
        self._keep = keep
        self._temporary = self.folder / "tmp"
        self._temporary.mkdir(exist_ok=True)
        self._findings = self.folder / "findings"

    # ---- the node

    @property
    def passphrase_file(self):
        return self.secret_file("passphrase", self.passphrase)

    def secret_file(self, name, text):
        path = self.folder / name
        path.write_text(text + "\n", encoding="utf-8")
        path.chmod(0o600)
        return str(path)

    def _init_arguments(self):
        phones = [part for number in self.phones for part in ("--phone", number)]
        return ["init", "--agency", self.name, "--kind", self.kind, *phones, "--admin", self.admin,
                "--profession", self.profession, "--passphrase-file", self.passphrase_file]

    def init(self):
        """As people type it, at the cost that guessing a passphrase really has."""
        return self._made(self.tasuki(*self._init_arguments()).one)

    def init_cheaply(self):
        """The same with passphrases that cost little to check, so that many tests cost little."""
        done = subprocess.run([program("tasukid"), *self._init_arguments(), "--home", str(self.home),
                               "--argon2-passes", "1", "--argon2-memory-mib", "8"],
                              capture_output=True, text=True, env=self.environment(), stdin=subprocess.DEVNULL)
        sanitizers.look(self._findings, done.returncode, done.stderr)
        if done.returncode != 0:
            raise AssertionError(f"tasukid init ended with {done.returncode}: {done.stdout}{done.stderr}")
        return self._made(dict(line.split("=", 1) for line in done.stdout.splitlines()))

    def _made(self, made):
        self.id, self.staff_id, self.recovery_code = made["agency_id"], made["staff_id"], made["recovery_code"]
        return self

    def start(self, passphrase_file=None):
        assert self.process is None, f"{self.name} runs already"
        prefix, host, listen = [], "127.0.0.1", "127.0.0.1"
        if self.namespace:
            prefix, host, listen = self.namespace.prefix, self.namespace.address, "0.0.0.0"
        command = [*prefix, program("tasukid"), "--home", str(self.home), "--listen", f"{listen}:{self.port}",
                   "--advertise", self.advertised or f"{host}:{self.port}",
                   "--passphrase-file", passphrase_file or self.passphrase_file, *self.options]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, env=self.environment(),
                start_new_session=self._keep, preexec_fn=None if self._keep else _die_with_parent)
        self._await_ready(time.monotonic() + 30 * PATIENCE)
        return self

    def _await_ready(self, deadline):
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            said = selector.select(max(0, deadline - time.monotonic()))
        line = self.process.stdout.readline() if said else b""
        if line.startswith(b"ready"):
            return
        if line:
            self.kill()
            raise AssertionError(f"tasukid said {line!r} instead of ready")
        code = self._ended()
        raise NodeDidNotStart(code, self.log.read_text(encoding="utf-8", errors="replace"))

    def _ended(self):
        try:
            code = self.process.wait(timeout=10 * PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.name}'s node neither got ready nor ended") from None
        self._forget(code)
        return code

    def stop(self):
        """As systemd would: it must be gone, with exit code 0, within ten seconds."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        code = self._ended()
        if code != 0:
            raise AssertionError(f"{self.name}'s node ended with exit code {code} when asked to stop")

    def kill(self):
        """As a power cut would."""
        if self.process is None:
            return
        self.process.kill()
        self._forget(self.process.wait())

    def _forget(self, code):
        self.process.stdout.close()
        self.process = None
        sanitizers.look(self._findings, code, self.log_text())

    def restart(self):
        self.stop()
        return self.start()

    # ---- what people type

    def environment(self):
        kept = {name: value for name, value in os.environ.items()
                if name in ("PATH", "LD_LIBRARY_PATH")}
        return {**kept, **sanitizers.environment(self._findings), "LC_ALL": "C", "HOME": str(self.folder), "TMPDIR": str(self._temporary),
                "XDG_RUNTIME_DIR": str(self._temporary)}

    def session_file(self, staff):
        return str(self.folder / f"session-{zlib.crc32((staff or self.admin).encode())}")

    def command(self, *arguments, staff=None, json_output=True):
        common = ["--home", str(self.home), "--session", self.session_file(staff)]
        return [program("tasuki"), *common, *(["--json"] if json_output else []), *map(str, arguments)]

    def run(self, *arguments, staff=None, stdin="", json_output=True, timeout=60):
        """Any exit code is an answer."""
        command = self.command(*arguments, staff=staff, json_output=json_output)
        given = stdin if isinstance(stdin, bytes) else stdin.encode()
        done = subprocess.run(command, input=given, capture_output=True, env=self.environment(),
                              timeout=timeout * PATIENCE)
        answer = Answer(command[1:], done.returncode, done.stdout.decode("utf-8", "replace"),
                        done.stderr.decode("utf-8", "replace"))
        sanitizers.look(self._findings, answer.code, answer.stderr)
        return answer

    def tasuki(self, *arguments, expect=0, **how):
        """Fails unless the exit code is the expected one."""
        answer = self.run(*arguments, **how)
        if answer.code != expect:
            raise AssertionError(f"expected exit code {expect} of {answer}")
        return answer

    def refused(self, *arguments, code, **how):
        """The refusal's `error.code`; fails unless the exit code is `code`."""
        return self.tasuki(*arguments, expect=code, **how).error

    def one(self, *arguments, **how):
        return self.tasuki(*arguments, **how).one

    def lines(self, *arguments, **how):
        return self.tasuki(*arguments, **how).objects

    def stream(self, *arguments, staff=None):
        """A process whose stdout is read line by line (`watch`)."""
        return subprocess.Popen(self.command(*arguments, staff=staff), stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self.environment(),
                                preexec_fn=_die_with_parent)

    def login(self, staff=None, passphrase=None):
        secret = self.secret_file("login-passphrase", passphrase or self.passphrase)
        return self.one("login", staff or self.admin, "--passphrase-file", secret, staff=staff)

    def add_staff(self, name, profession, role="staff"):
        """Adds and logs in; their commands are typed with `staff=name`."""
        passphrase = f"{name} の合言葉 {random.randrange(10**6)}"
        secret = self.secret_file("new-passphrase", passphrase)
        added = self.one("staff", "add", name, "--profession", profession, "--role", role, "--passphrase-file", secret)
        self.login(name, passphrase)
        return added["staff_id"]

    # ---- what tests look at

    def inbox(self, *arguments):
        return self.lines("inbox", *arguments)

    def receipts(self, message):
        """Agency id → its line of the receipt board."""
        return {line["agency_id"]: line for line in self.lines("receipts", message)}

    def log_text(self):
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""

    def close(self):
        """Stopped, not killed: what leaked, and with which code a node ends, shows only then."""
        try:
            self.stop()
        finally:
            if self.home.is_symlink() or self.home.exists():
                shutil.rmtree(self.home, ignore_errors=True)
        sanitizers.look(self._findings)
