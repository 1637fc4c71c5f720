"""docs/threat-model.md names a test for every "cannot"; each named test must be there.

A row of the table "What cannot be done" is `| adversary | cannot | tests |`. The tests are in backticks: `Suite.Name` is a
GoogleTest in tests/**/*.cpp; `test_file.Class.test_name` a system test in tests/system/. A row without tests says
"not built yet".
"""

import re
import sys

import tree

_NAME = re.compile(r"`(\w+(?:\.\w+)+)`")


def rows(document):
    """(line number, cannot, names, last cell) of every row of the table."""
    found, inside = [], False
    for number, line in enumerate(document.split("\n"), 1):
        if line.startswith("## "):
            inside = line.strip() == "## What cannot be done"
        elif inside and line.startswith("|") and not re.match(r"\|[\s:|-]+\|$", line):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if cells[0] != "Adversary":
                found.append((number, cells))
    return found


def existing_tests():
    names = set()
    for path in tree.files(tree.ROOT / "tests", ".cpp"):
        for suite, name in re.findall(r"\bTEST(?:_F|_P)?\(\s*(\w+)\s*,\s*(\w+)\s*\)", tree.text(path)):
            names.add(f"{suite}.{name}")
    for path in tree.files(tree.ROOT / "tests/system", ".py"):
        holder = None
        for line in tree.text(path).split("\n"):
            if match := re.match(r"class (\w+)", line):
                holder = match.group(1)
            elif match := re.match(r"    def (test_\w+)", line):
                names.add(f"{path.stem}.{holder}.{match.group(1)}")
    return names


def faults(document, existing):
    found = []
    table = rows(document)
    if not table:
        return ["docs/threat-model.md has no table of what cannot be done"]
    for number, cells in table:
        place = f"docs/threat-model.md:{number}:"
        if len(cells) != 3:
            found.append(f"{place} has {len(cells)} cells, not 3")
            continue
        named = _NAME.findall(cells[2])
        if not named and "not built yet" not in cells[2]:
            found.append(f"{place} names no test and does not say \"not built yet\"")
        found += [f"{place} names {name}, which is no test" for name in named if name not in existing]
    return found


def main():
    document = tree.text(tree.ROOT / "docs/threat-model.md")
    found = faults(document, existing_tests())
    named = sum(bool(_NAME.findall(cells[-1])) for _, cells in rows(document))
    print("\n".join(found) or f"{len(rows(document))} rows, {named} of them with tests that exist")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
