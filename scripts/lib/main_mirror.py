"""Prints the mirror from which this system takes its main suite (the argument), from either format of sources."""

import glob
import re
import sys


def from_stanzas(text, suite):
    """The `.sources` format: stanzas of `Field: values`."""
    for stanza in re.split(r"\n\s*\n", text):
        fields = {name.lower(): values.split() for name, values in re.findall(r"(?m)^([A-Za-z-]+):[ \t]*(.*)$", stanza)}
        if suite in fields.get("suites", []) and "main" in fields.get("components", []) and "deb" in fields.get("types", []):
            return fields["uris"][0]
    return None


def from_lines(text, suite):
    """The `.list` format: `deb [options] mirror suite components`."""
    match = re.search(rf"(?m)^deb[ \t]+(?:\[[^\]]*\][ \t]+)?(\S+)[ \t]+{re.escape(suite)}/?[ \t]+(?:.*[ \t])?main\b", text)
    return match and match.group(1)


def main():
    suite = sys.argv[1]
    places = [(name, from_stanzas) for name in sorted(glob.glob("/etc/apt/sources.list.d/*.sources"))]
    places += [(name, from_lines) for name in ["/etc/apt/sources.list", *sorted(glob.glob("/etc/apt/sources.list.d/*.list"))]]
    for name, read in places:
        try:
            with open(name, encoding="utf-8") as file:
                mirror = read(file.read(), suite)
        except OSError:
            continue
        if mirror:
            return print(mirror)
    sys.exit(f"no mirror for {suite} in this system's sources")


if __name__ == "__main__":
    main()
