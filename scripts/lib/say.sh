# shellcheck shell=bash
# How the scripts speak: progress and errors on stderr, with the seconds since the start.
say() { printf '[%4ds] %s\n' "$SECONDS" "$*" >&2; }
die() { printf '%s\n' "$*" >&2; exit 1; }
