"""Small rules that every file keeps: length, header guards, no leftovers, no paths of somebody's machine."""

import os
import re
import sys
import tomllib

import tree

# Put together so that this file does not hold the words it looks for.
_LEFTOVER = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b")
# A test may skip itself where it says why.
_SWITCHED_OFF = re.compile(r"\bGTEST_" + r"SKIP\(\)(?! <<)|\bDISABLED" + r"_\w|@unittest\.skip" + r"\b|#if" + r" 0\b")


def machine_paths():
    """Where this checkout and this user's home happen to be: neither belongs in a file."""
    homes = {str(tree.ROOT), str(tree.ROOT.parent), os.path.expanduser("~")} - {"/", "/tmp"}
    here = "|".join(re.escape(path) for path in sorted(homes))
    return re.compile(rf"(?<![\w.])(?:{here})(?![\w-])|/home/[a-z]+/|/Users/[A-Za-z]+/")


def faults_in(name, source, paths):
    found = []
    if name.endswith(".hpp") and "#pragma once" not in source.split("\n")[:3]:
        found.append(f"{name}:1: begins without #pragma once")
    for number, line in enumerate(source.split("\n"), 1):
        if _LEFTOVER.search(line):
            found.append(f"{name}:{number}: holds a leftover: {line.strip()}")
        if paths.search(line):
            found.append(f"{name}:{number}: holds a path of one machine: {line.strip()}")
        if name.startswith("tests/") and _SWITCHED_OFF.search(line):
            found.append(f"{name}:{number}: switches a test off: {line.strip()}")
    return found


def length_fault(name, source, rules):
    """A sentence and whether it is a fault, or None."""
    if not name.endswith(tuple(rules["suffixes"])):
        return None
    lines = source.count("\n")
    if lines <= rules["warn_lines"]:
        return None
    reason = rules["long_files"].get(name)
    sentence = f"{name}: {lines} lines" + (f" ({reason})" if reason else "")
    return sentence, lines > rules["fail_lines"] and reason is None


def main():
    with open(tree.ROOT / "tests/checks/house_rules.toml", "rb") as file:
        rules = tomllib.load(file)
    faults, warnings = [], []
    paths = machine_paths()
    for path in tree.files():
        name, source = path.relative_to(tree.ROOT).as_posix(), tree.text(path)
        if "\0" in source or name.startswith("tests/fuzz/corpus/"):
            continue
        faults += faults_in(name, source, paths)
        length = length_fault(name, source, rules)
        if length:
            (faults if length[1] else warnings).append(length[0])
    for gone in sorted(set(rules["long_files"]) - {str(p.relative_to(tree.ROOT)) for p in tree.files()}):
        faults.append(f"house_rules.toml lists {gone}, which is not there")
    print("\n".join(["long: " + warning for warning in warnings] + faults) or "all files keep the house rules")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
