"""Plants what the house rules forbid and sees it found."""

import re
import unittest

import house_rules

NO_PATHS = re.compile("/nowhere/at/all")
RULES = {"warn_lines": 3, "fail_lines": 5, "suffixes": [".cpp"], "long_files": {"a/listed.cpp": "one table"}}


class PlantedLeftovers(unittest.TestCase):
    def test_a_header_without_guard_is_found(self):
        self.assertTrue(house_rules.faults_in("a.hpp", "int x;\n", NO_PATHS))
        self.assertEqual(house_rules.faults_in("a.hpp", "#pragma once\nint x;\n", NO_PATHS), [])

    def test_a_leftover_is_found(self):
        self.assertTrue(house_rules.faults_in("a.cpp", "// TO" + "DO: later\n", NO_PATHS))

    def test_a_path_of_this_machine_is_found(self):
        source = f"open('{house_rules.tree.ROOT}/secret')\n"
        self.assertTrue(house_rules.faults_in("a.py", source, house_rules.machine_paths()))

    def test_a_test_that_is_switched_off_is_found(self):
        self.assertTrue(house_rules.faults_in("tests/a.cpp", "TEST(A, DISABLED" + "_B) {}\n", NO_PATHS))

    def test_length_warns_then_fails_unless_listed(self):
        self.assertIsNone(house_rules.length_fault("a.cpp", "\n" * 3, RULES))
        self.assertFalse(house_rules.length_fault("a.cpp", "\n" * 4, RULES)[1])
        self.assertTrue(house_rules.length_fault("a.cpp", "\n" * 6, RULES)[1])
        self.assertFalse(house_rules.length_fault("a/listed.cpp", "\n" * 6, RULES)[1])


if __name__ == "__main__":
    unittest.main()
