"""A disk of a few megabytes that can really be full."""

import os
import pathlib
import subprocess


class SmallDisk:
    """A tmpfs, where this machine lets us mount one; `available()` says whether it does."""

    def __init__(self, folder, megabytes):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tasuki-test", str(self.folder)],
            capture_output=True).returncode == 0
        self._filler = self.folder / "filler"

    def available(self):
        return self._mounted

    def fill(self, leave=0):
        """Until `leave` bytes are left."""
        with open(self._filler, "ab", buffering=0) as file:
            while (room := self.room() - leave) > 0:
                try:
                    file.write(b"\xff" * min(room, 65536))
                except OSError:
                    break

    def room(self):
        status = os.statvfs(self.folder)
        return status.f_bavail * status.f_frsize

    def free(self):
        self._filler.unlink(missing_ok=True)

    def close(self):
        if self._mounted:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=False)
            self._mounted = False
