"""A row whose test is gone, or that names none, is found."""

import unittest

import threat_model

HEAD = "# x\n\n## What cannot be done\n\n| Adversary | Cannot | Tests |\n|---|---|---|\n"
EXISTING = {"Suite.Name", "test_a.B.test_c"}


class PlantedRows(unittest.TestCase):
    def test_rows_with_tests_that_exist_pass(self):
        document = HEAD + "| A thief | read | `Suite.Name`, `test_a.B.test_c` |\n| A thief | write | not built yet |\n"
        self.assertEqual(threat_model.faults(document, EXISTING), [])

    def test_a_test_that_does_not_exist_is_found(self):
        self.assertIn("Suite.Gone", threat_model.faults(HEAD + "| A | b | `Suite.Gone` |\n", EXISTING)[0])

    def test_a_row_without_a_test_is_found(self):
        self.assertTrue(threat_model.faults(HEAD + "| A | b | we are careful |\n", EXISTING))

    def test_a_document_without_the_table_is_found(self):
        self.assertTrue(threat_model.faults("# x\n", EXISTING))

    def test_the_tests_of_this_repository_are_seen(self):
        self.assertIn("Rfc3339.RefusesWhatIsNoTime", threat_model.existing_tests())


if __name__ == "__main__":
    unittest.main()
