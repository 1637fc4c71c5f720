"""Which folder may include which, and what core must not reach for. The rules are data: boundaries.toml."""

import re
import sys
import tomllib

import tree

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def within(name, folders):
    """The longest of `folders` that holds `name`, or None."""
    fitting = [folder for folder in folders if name == folder or name.startswith(folder + "/")]
    return max(fitting, key=len, default=None)


class Boundaries:
    def __init__(self, rules):
        self._rules = rules
        self._ours = {folder.split("/")[0] for folder in rules["folders"]}
        self._banned_code = [re.compile(pattern) for pattern in rules["core"]["banned_code"]]

    def faults(self, name, source):
        """What is wrong with the file called `name`, as sentences that begin with `name:line:`."""
        folder = within(name, self._rules["folders"])
        if folder is None:
            return [f"{name}:1: is in a folder that boundaries.toml does not list"]
        found = []
        for match in _INCLUDE.finditer(source):
            line = source.count("\n", 0, match.start(2)) + 1
            fault = self._include_fault(name, folder, match.group(2))
            if fault:
                found.append(f"{name}:{line}: {fault}")
        if within(name, ["core"]):
            found += self._core_faults(name, source)
        return found

    def _include_fault(self, name, folder, included):
        top = included.split("/")[0]
        if top == "proto":
            return self._proto_fault(name)
        if included.startswith("google/protobuf"):
            return self._proto_fault(name)
        if top in self._ours and "/" in included:
            allowed = [folder, *self._rules["folders"][folder]]
            return None if within(included, allowed) else f"{folder} may not include {included}"
        if within(name, ["core"]) and any(
                included == banned or banned.endswith("/") and included.startswith(banned)
                for banned in self._rules["core"]["banned_headers"]):
            return f"core may not include <{included}>"
        for beginning, allowed in self._rules["external"].items():
            if included.startswith(beginning) and not within(name, allowed):
                return f"{folder} may not include {included}"
        return None

    def _proto_fault(self, name):
        if within(name, self._rules["proto"]["everywhere"]):
            return None
        if within(name, self._rules["proto"]["sources_only"]):
            return None if name.endswith(".cpp") else "core includes generated messages in .cpp files only"
        return "may not include generated messages"

    def _core_faults(self, name, source):
        if name in self._rules["core"]["except"]:
            return []
        found = []
        for number, line in enumerate(tree.code_only(source).split("\n"), 1):
            for pattern in self._banned_code:
                match = pattern.search(line)
                if match:
                    found.append(f"{name}:{number}: core may not use {match.group(0).strip()}")
        return found


def load():
    with open(tree.ROOT / "tests/checks/boundaries.toml", "rb") as file:
        return Boundaries(tomllib.load(file))


def main():
    boundaries = load()
    faults = []
    paths = tree.files(tree.ROOT, ".cpp", ".hpp")
    for path in paths:
        faults += boundaries.faults(path.relative_to(tree.ROOT).as_posix(), tree.text(path))
    print("\n".join(faults) or f"{len(paths)} files keep the boundaries")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
