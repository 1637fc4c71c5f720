"""A block that no test runs is found."""

import unittest

import documents

BLOCK = "```sh\ntasuki status\n```\n"


class PlantedBlocks(unittest.TestCase):
    def test_a_block_with_its_test_passes(self):
        document = "x\n<!-- run by: test_a.B.test_c -->\n" + BLOCK
        self.assertEqual(documents.faults("a.md", document, {"test_a.B.test_c"}), [])
        self.assertEqual(documents.typed(document, "test_a.B.test_c"), "tasuki status\n")

    def test_a_block_without_a_test_is_found(self):
        self.assertEqual(len(documents.faults("a.md", "x\n" + BLOCK, set())), 1)

    def test_a_block_whose_test_is_gone_is_found(self):
        self.assertEqual(len(documents.faults("a.md", "<!-- run by: test_a.B.test_c -->\n" + BLOCK, set())), 1)

    def test_what_ci_is_said_to_run_is_found_where_it_does_not(self):
        document = "<!-- run by: .ci/run -->\n```sh\nscripts/test --all\nscripts/other\n```\n"
        self.assertEqual(documents.faults("a.md", document, set(), {"scripts/test"}),
                         ["a.md:2: .ci/run does not call scripts/other"])

    def test_ci_reaches_what_the_scripts_that_it_calls_call(self):
        self.assertLessEqual({"scripts/test", "scripts/demo", "scripts/setup"}, documents.scripts_of_ci())


class PlantedPorts(unittest.TestCase):
    def test_another_port_than_the_usual_one_is_found(self):
        found = documents.port_faults("a.cpp", 'x\n"tasukid --listen 0.0.0.0:7610"', 7411)
        self.assertEqual(found, ["a.cpp:2: names port 7610, the usual one is 7411"])

    def test_the_usual_one_the_next_and_times_pass(self):
        self.assertEqual(documents.port_faults("a.md", "[::1]:7411 node:7412 17:00 2026-02-13T17:00:00Z", 7411), [])


if __name__ == "__main__":
    unittest.main()
