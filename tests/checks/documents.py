"""What README and docs tell people to type is run by a test: every `sh` block names the test that runs it.

The line before the block is `<!-- run by: TEST -->`, with a system test's name or `.ci/run`. This check sees that the line
is there and the test too; that the test passes is ctest's business.
"""

import re
import sys

import threat_model
import tree

_MARKER = re.compile(r"<!-- run by: (\S+) -->$")


def blocks(document):
    """(line number, the test that runs it or None, what is typed) of every `sh` block."""
    found, lines = [], document.split("\n")
    for number, line in enumerate(lines):
        if line.strip() in ("```sh", "```bash", "```console", "```shell"):
            marker = _MARKER.match(lines[number - 1]) if number else None
            end = lines.index("```", number)
            found.append((number + 1, marker and marker.group(1), "\n".join(lines[number + 1:end]) + "\n"))
    return found


def typed(document, test):
    """The blocks that name `test`, one behind the other."""
    return "".join(text for _, runner, text in blocks(document) if runner == test)


def faults(name, document, tests):
    found = []
    for line, runner, _ in blocks(document):
        if runner is None:
            found.append(f"{name}:{line}: does not say which test runs it")
        elif runner != ".ci/run" and runner not in tests:
            found.append(f"{name}:{line}: is run by {runner}, which is no test")
    return found


def main():
    tests = threat_model.existing_tests()
    found, count = [], 0
    for path in tree.files(tree.ROOT, ".md"):
        document = tree.text(path)
        count += len(blocks(document))
        found += faults(path.relative_to(tree.ROOT).as_posix(), document, tests)
    print("\n".join(found) or f"{count} blocks to type, each run by a test")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
