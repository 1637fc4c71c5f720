"""The files of the repository, as the checks read them."""

import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def files(root=ROOT, *suffixes):
    """Every file that is or could be committed, with one of `suffixes`; all of them without."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root, capture_output=True, text=True, check=True).stdout
    paths = [root / name for name in sorted(set(listed.split("\0"))) if name]
    return [path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes)]


def text(path):
    return path.read_text(encoding="utf-8", errors="replace")


_COMMENT_OR_LITERAL = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<d>[^(\s]*)\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-zA-Z])\'(?:\\.|[^\'\\\n])+\'',
    re.DOTALL)


def code_only(source):
    """C++ without comments and literals, line breaks kept, so that line numbers stay true."""
    return _COMMENT_OR_LITERAL.sub(lambda match: "\n" * match.group(0).count("\n") or " ", source)
