# shellcheck shell=bash
# How the scripts speak: progress and errors on stderr, with the seconds since the start.
say() { printf '[%4ds] %s\n' "$SECONDS" "$*" >&2; }
die() { printf '%s\n' "$*" >&2; exit 1; }
# Of what Ninja says, a line at every tenth of the way. $1: whose progress it is.
tell_progress() {
  local line told=0 tenth
  while IFS= read -r line; do
    [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
    tenth=$((10 * BASH_REMATCH[1] / BASH_REMATCH[2]))
    [ "$tenth" -le "$told" ] || { told=$tenth; say "$1: built ${BASH_REMATCH[1]} of ${BASH_REMATCH[2]} files"; }
  done
}
