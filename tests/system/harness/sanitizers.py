"""What a sanitizer finds in a program fails the test that ran the program, wherever its stderr went."""

import os
import pathlib

# The sanitizers are told to end a program like this; none of ours ends so by itself.
EXIT_CODE = 86
_OPTIONS = ("ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS")
_MARKS = ("ERROR: AddressSanitizer", "ERROR: LeakSanitizer", "WARNING: ThreadSanitizer", "runtime error:")


class Found(Exception):
    """No AssertionError: `eventually` takes those for "not yet"."""


def environment(folder):
    """The options as they are, and that every finding becomes a file in `folder`, also of programs that others start."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    ours = [f"exitcode={EXIT_CODE}", f"log_path={folder}/finding"]
    return {name: ":".join([*filter(None, [os.environ.get(name)]), *ours]) for name in _OPTIONS}


def look(folder, code=0, said=""):
    """Raises if a program ended by a finding, said one, or left one in `folder`."""
    reports = [path.read_text(errors="replace") for path in sorted(pathlib.Path(folder).glob("finding*"))]
    if code == EXIT_CODE or any(mark in said for mark in _MARKS):
        reports.append(said)
    if reports:
        raise Found("\n".join(report[-8000:] for report in reports) or f"exit code {EXIT_CODE}")
