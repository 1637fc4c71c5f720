"""What README and docs tell people to type is run by a test: every `sh` block names the test that runs it.

The line before the block is `<!-- run by: TEST -->`, with a system test's name or `.ci/run`. This check sees that the line
is there and the test too, or that `.ci/run` calls the block's scripts; that the test passes is ctest's business.

A node's usual port stands in node/tasuki.example.toml; wherever people read of one, it is that one, or the next for a second
node on the same machine.
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


def scripts_of_ci():
    """The scripts that `.ci/run` calls, directly or from one that it calls."""
    reached, waiting = set(), [".ci/run"]
    while waiting:
        said = "\n".join(line for line in tree.text(tree.ROOT / waiting.pop()).split("\n") if not line.startswith("#"))
        called = set(re.findall(r"(?:^|[\s{])(scripts/[a-z]+)(?=\s|$)", said)) - reached
        reached |= called
        waiting += called
    return reached


def faults(name, document, tests, ci=frozenset()):
    found = []
    for line, runner, text in blocks(document):
        if runner is None:
            found.append(f"{name}:{line}: does not say which test runs it")
        elif runner == ".ci/run":
            called = [command.split()[0] for command in text.splitlines() if command.strip()]
            found += [f"{name}:{line}: .ci/run does not call {script}" for script in called if script not in ci]
        elif runner not in tests:
            found.append(f"{name}:{line}: is run by {runner}, which is no test")
    return found


_PORT = re.compile(r"(?<=[\w\]]):(\d{4,5})\b")


def usual_port():
    return int(_PORT.search(tree.text(tree.ROOT / "node/tasuki.example.toml")).group(1))


def told_to_people(name):
    return (name == "README.md" or name.startswith(("docs/", "node/tasuki")) or
            (name.startswith("client-cli/") and name.endswith(".cpp")))


def port_faults(name, source, usual):
    return [f"{name}:{number}: names port {port}, the usual one is {usual}"
            for number, line in enumerate(source.split("\n"), 1)
            for port in map(int, _PORT.findall(line)) if port not in (usual, usual + 1)]


def main():
    tests, ci = threat_model.existing_tests(), scripts_of_ci()
    found, count = [], 0
    for path in tree.files(tree.ROOT, ".md"):
        document = tree.text(path)
        count += len(blocks(document))
        found += faults(path.relative_to(tree.ROOT).as_posix(), document, tests, ci)
    for path in tree.files():
        name = path.relative_to(tree.ROOT).as_posix()
        if told_to_people(name) and name != "docs/protocol.md":  # bytes of examples, nothing to type
            found += port_faults(name, tree.text(path), usual_port())
    print("\n".join(found) or f"{count} blocks to type, each run by a test")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
