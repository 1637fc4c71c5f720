"""Waiting for what other processes do: always with a limit, never a blind sleep."""

import os
import time

# Sanitized builds are several times slower.
PATIENCE = float(os.environ.get("TASUKI_PATIENCE", "1"))


def eventually(look, within=20.0, what=""):
    """Calls `look` until it gives something true, and returns that. AssertionErrors count as "not yet"."""
    deadline = time.monotonic() + within * PATIENCE
    pause = 0.01
    while True:
        failure = None
        try:
            seen = look()
            if seen:
                return seen
        except AssertionError as error:
            seen, failure = None, error
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within * PATIENCE:.0f} s: {what} (last: {seen!r})") from failure
        time.sleep(pause)
        pause = min(pause * 1.5, 0.25)


def until_still(look, seconds, within=60.0, what=""):
    """Waits until `look` has given the same for so long, and returns that."""
    last = [object(), 0.0]

    def still():
        seen = look()
        if seen != last[0]:
            last[:] = [seen, time.monotonic()]
        return time.monotonic() - last[1] >= seconds
    eventually(still, within=within, what=what)
    return last[0]


def never_within(look, seconds, what=""):
    """Fails as soon as `look` gives something true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        seen = look()
        if seen:
            raise AssertionError(f"happened although it must not: {what} ({seen!r})")
        time.sleep(0.05)
