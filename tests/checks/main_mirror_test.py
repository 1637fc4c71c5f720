"""The mirror is found in either format in which Debian writes its sources."""

import sys
import unittest

import tree

sys.path.insert(0, str(tree.ROOT / "scripts/lib"))
import main_mirror  # noqa: E402

STANZAS = """Types: deb
URIs: https://mirror.example/security
Suites: bookworm-security
Components: main

Types: deb
# a comment
URIs: https://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
"""


class Mirror(unittest.TestCase):
    def test_is_found_in_stanzas(self):
        self.assertEqual(main_mirror.from_stanzas(STANZAS, "bookworm"), "https://mirror.example/debian")
        self.assertIsNone(main_mirror.from_stanzas(STANZAS, "trixie"))

    def test_is_found_in_lines(self):
        for line in ("deb http://m.example/d bookworm main", "deb [arch=amd64 signed-by=/k] http://m.example/d bookworm contrib main"):
            self.assertEqual(main_mirror.from_lines("# deb x bookworm main\n" + line + "\n", "bookworm"), "http://m.example/d")

    def test_other_suites_and_sources_are_not_taken(self):
        for line in ("deb http://m.example/d bookworm-updates main", "deb-src http://m.example/d bookworm main",
                     "#deb http://m.example/d bookworm main", "deb http://m.example/d bookworm contrib"):
            self.assertIsNone(main_mirror.from_lines(line, "bookworm"), line)


if __name__ == "__main__":
    unittest.main()
