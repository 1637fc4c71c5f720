"""What a sanitizer finds in a program fails the test that ran it. Shown with programs that have something to find."""

import os
import pathlib
import tempfile
import unittest
from unittest import mock

from harness import Agency, eventually, program
from harness.sanitizers import Found

SANITIZERS = os.environ.get("TASUKI_SANITIZE", "").split(",")


class Findings(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.bin = self.folder / "bin"
        self.bin.mkdir()
        self.probe = program("sanitizer_probe")
        self.enterContext(mock.patch.dict(os.environ, {"TASUKI_BIN": str(self.bin)}))
        self.agency = Agency(self.folder / "agency", "とある機関", "clinic")

    def script(self, name, text):
        path = self.bin / name
        path.write_text(f"#!/bin/bash\n{text}\n")
        path.chmod(0o755)

    def needs(self, sanitizer):
        if sanitizer not in SANITIZERS:
            self.skipTest(f"this build is not made with -fsanitize={sanitizer}")
        for name in ("tasuki", "tasukid"):
            (self.bin / name).symlink_to(self.probe)

    def assert_found_and_ended(self, sanitizer):
        self.needs(sanitizer)
        with self.assertRaises(Found) as raised:
            self.agency.run(sanitizer)
        self.assertIn("sanitizer_probe.cpp", str(raised.exception))

    def test_a_command_that_ends_well_and_says_nothing_of_the_kind_passes(self):
        self.script("tasuki", "echo {}")
        self.assertEqual(self.agency.run("status").code, 0)

    def test_a_command_that_says_one_fails_whatever_its_exit_code(self):
        self.script("tasuki", "echo 'WARNING: ThreadSanitizer: data race' >&2")
        self.assertRaises(Found, self.agency.run, "status")

    def test_a_command_that_ends_as_the_sanitizers_end_programs_fails_and_is_not_tried_again(self):
        self.script("tasuki", "exit 86")
        with self.assertRaises(Found):
            eventually(lambda: self.agency.tasuki("status"))

    def test_a_node_whose_log_holds_one_fails(self):
        self.script("tasukid", "echo 'x.cpp:1:2: runtime error: overflow' >&2; echo ready; exec sleep 1000")
        self.assertRaises(Found, self.agency.start().kill)

    def test_one_in_a_program_that_another_one_starts_fails_at_the_end(self):
        self.script("tasuki", "echo of its child > ${ASAN_OPTIONS##*log_path=}.1")
        with self.assertRaises(Found) as raised:
            self.agency.run("init")
        self.assertIn("of its child", str(raised.exception))
        self.assertRaises(Found, self.agency.close)

    def test_memory_used_after_its_end_is_found(self):
        self.assert_found_and_ended("address")

    def test_what_the_language_leaves_undefined_is_found(self):
        self.assert_found_and_ended("undefined")

    def test_a_data_race_is_found(self):
        self.assert_found_and_ended("thread")

    def test_a_leak_is_found_when_a_node_stops(self):
        self.needs("address")
        self.assertRaises(Found, self.agency.start().stop)


if __name__ == "__main__":
    unittest.main()
