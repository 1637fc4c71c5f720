"""Audit trails that others witness, through the real programs."""

import json
import shutil
import unittest

from harness import World, eventually


class Witnesses(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.close)
        self.office = self.world.agency("ひまわり相談支援センター", "consultation-support")
        self.hospital = self.world.agency("さくら精神科病院", "psychiatric-hospital")
        self.world.pair(self.office, self.hospital)
        self.team = self.world.team(self.office, self.hospital)

    def witnessed(self, agency):
        """Up to which entry another agency has seen the trail."""
        return agency.one("audit", "verify")["witnessed_up_to"]

    def greeted_and_witnessed(self):
        """Whoever is greeted is shown the newest head: no need to wait for the next minute."""
        self.office.restart()
        self.office.login()
        entries = self.office.one("audit", "verify")["entries"]
        return eventually(lambda: self.witnessed(self.office) >= entries - 1 and self.witnessed(self.office),
                          within=30, what="the hospital has witnessed the office's trail")

    def test_members_witness_each_other_and_verify_says_so(self):
        self.greeted_and_witnessed()
        verified = self.office.one("audit", "verify")
        self.assertTrue(verified["ok"])
        self.assertEqual(verified["witnessed_by"], [self.hospital.id])
        self.assertEqual(verified["witnesses"][0]["name"], "さくら精神科病院")
        self.assertGreater(verified["witnesses"][0]["entry"], 0)
        self.assertEqual(verified["conflicts"], [])
        text = self.office.tasuki("audit", "verify", "--lang", "ja", json_output=False).stdout
        self.assertIn("さくら精神科病院", text)

    def test_a_trail_is_checked_with_another_members_heads_on_a_machine_without_a_node(self):
        seen = self.greeted_and_witnessed()
        heads, export, old_export = (str(self.office.folder / name) for name in ("heads", "export", "old"))
        self.hospital.tasuki("audit", "heads", heads)
        self.office.tasuki("audit", "export", export)
        alone = self.world.agency("みどり訪問看護", "visiting-nursing", start=False)
        verified = alone.one("audit", "verify", export, "--witness", heads)
        self.assertEqual(verified["witnessed_by"], [self.hospital.id])
        self.assertEqual(verified["witnessed_up_to"], seen)
        self.assertEqual(self.office.one("audit", "verify", "--witness", heads)["ok"], True)

        # The office's store as it was before that: cut back behind what the hospital saw.
        with open(heads, "rb") as file:
            altered = bytearray(file.read())
        altered[len(altered) // 2] ^= 1
        with open(old_export, "wb") as file:
            file.write(altered)
        self.assertEqual(alone.refused("audit", "verify", export, "--witness", old_export, code=1), "not-a-heads-file")
        self.assertEqual(alone.refused("audit", "verify", export, "--witness", export, code=1), "not-a-heads-file")

    def test_an_old_copy_of_a_store_is_noticed_by_others_and_by_itself(self):
        self.greeted_and_witnessed()
        self.office.stop()
        copy = self.office.folder / "copy"
        shutil.copytree(self.office.home, copy, ignore=shutil.ignore_patterns("*.sock", "socket"))
        self.office.start()
        self.office.login()
        for _ in range(3):
            self.greeted_and_witnessed()
        heads, export = str(self.office.folder / "heads"), str(self.office.folder / "export")
        self.hospital.tasuki("audit", "heads", heads)
        self.office.stop()
        shutil.rmtree(self.office.home)
        shutil.copytree(copy, self.office.home)

        watching = self.hospital.stream("watch")
        self.addCleanup(watching.wait)
        self.addCleanup(watching.kill)
        self.addCleanup(watching.stdout.close)
        self.office.start()
        for agency, warning in ((self.hospital, "audit-conflict"), (self.office, "own-audit-conflict")):
            eventually(lambda: warning in agency.one("status")["warnings"], within=30,
                       what=f"{agency.name} warns of {warning}")
        self.office.login()
        self.assertEqual({line["agency_id"] for line in self.hospital.one("audit", "verify")["conflicts"]},
                         {self.office.id})
        events = (json.loads(line) for line in iter(watching.stdout.readline, b""))
        self.assertEqual(next(event for event in events if event["event"] == "audit-conflict")["agency_id"],
                         self.office.id)
        self.office.tasuki("audit", "export", export)
        alone = self.world.agency("みどり訪問看護", "visiting-nursing", start=False)
        found = alone.tasuki("audit", "verify", export, "--witness", heads, expect=1).one
        self.assertIn(found["reason"], ("witnessed-missing", "witnessed-rewritten"))
        self.assertGreater(found["first_bad_entry"], 1)


if __name__ == "__main__":
    unittest.main()
