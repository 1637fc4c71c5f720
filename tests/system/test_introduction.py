"""Agencies that become contacts on the word of one that has met both."""

import json
import threading
import unittest

from harness import World, eventually


class Introductions(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.close)
        self.office = self.world.agency("ひまわり相談支援センター", "consultation-support")
        self.hospital = self.world.agency("さくら精神科病院", "psychiatric-hospital", phones=["03-0000-1111"])
        self.nurses = self.world.agency("みどり訪問看護", "visiting-nursing")
        for other in (self.hospital, self.nurses):
            self.world.pair(self.office, other)

    def line(self, agency, other):
        return next((line for line in agency.lines("contact", "list") if line["agency_id"] == other.id), None)

    def found_team(self):
        self.team = self.world.team(self.office, self.hospital, self.nurses)
        self.world.everybody_may_know_everything(self.team, self.office, self.hospital, self.nurses)

    def send(self, sender, recipient, body):
        return sender.one("send", self.team, "--urgency", "message", "--category", "medication", "--to", recipient.id,
                          "--body", body)["message_id"]

    def await_delivery(self, sender, recipient, message):
        eventually(lambda: sender.receipts(message)[recipient.id]["state"] == "delivered", what="it has arrived")
        self.assertEqual([line["message_id"] for line in recipient.inbox()].count(message), 1)

    def await_contact(self, agency, other, trust):
        eventually(lambda: (self.line(agency, other) or {}).get("trust") == trust,
                   what=f"{other.name} is {trust} at {agency.name}")

    def both_write(self, one, other):
        for sender, recipient in ((one, other), (other, one)):
            self.await_delivery(sender, recipient, self.send(sender, recipient, "昨夜の薬を飲めていません"))

    def test_two_that_never_met_write_to_each_other_and_see_on_whose_word(self):
        told = []
        watching = self.nurses.stream("watch")
        self.addCleanup(watching.stdout.close)
        self.addCleanup(watching.wait)
        self.addCleanup(watching.kill)
        reader = threading.Thread(target=lambda: told.extend(json.loads(line) for line in watching.stdout), daemon=True)
        reader.start()
        eventually(lambda: told, what="the watch has begun")
        self.found_team()
        for one, other in ((self.hospital, self.nurses), (self.nurses, self.hospital)):
            self.await_contact(one, other, "introduced")
            line = self.line(one, other)
            self.assertEqual(line["introduced_by"], self.office.id)
            self.assertEqual(line["introduced_by_name"], self.office.name)
        self.both_write(self.hospital, self.nurses)
        self.assertEqual(self.line(self.nurses, self.office)["trust"], "face-to-face")
        self.assertNotIn("introduced_by", self.line(self.nurses, self.office))
        shown = self.nurses.one("contact", "show", self.hospital.id)
        self.assertEqual([phone["number"] for phone in shown["phones"]], ["03-0000-1111"])
        self.assertTrue(shown["endpoints"])
        japanese = self.nurses.tasuki("--lang", "ja", "contact", "list", json_output=False).stdout
        self.assertIn(f"紹介（{self.office.name}）", japanese)
        english = self.nurses.tasuki("--lang", "en", "contact", "list", json_output=False).stdout
        self.assertIn(f"introduced (by {self.office.name})", english)
        eventually(lambda: any(event["event"] == "introduced" and event["agency_id"] == self.hospital.id
                               and event["introduced_by"] == self.office.id for event in told), what="watch tells it")
        for agency in (self.office, self.hospital, self.nurses):
            self.assertTrue(agency.one("audit", "verify")["ok"])

    def test_the_safety_number_is_compared_and_a_later_meeting_face_to_face_stays(self):
        self.found_team()
        self.await_contact(self.hospital, self.nurses, "introduced")
        self.await_contact(self.nurses, self.hospital, "introduced")
        number = self.nurses.one("contact", "show", self.hospital.id)["safety_number"]
        self.assertTrue(self.hospital.one("contact", "verify", self.nurses.id, "--number", number)["verified"])
        self.nurses.kill()
        queued = self.send(self.hospital, self.nurses, "まだ途中です")
        self.nurses.start()
        self.nurses.login()
        self.world.pair(self.hospital, self.nurses)
        for one, other in ((self.hospital, self.nurses), (self.nurses, self.hospital)):
            self.await_contact(one, other, "face-to-face")
            self.assertNotIn("introduced_by", self.line(one, other))
        self.await_delivery(self.hospital, self.nurses, queued)
        self.both_write(self.hospital, self.nurses)
        said = self.office.one("contact", "introduce", self.hospital.id, self.nurses.name)
        self.assertEqual(said["introduced"], [self.hospital.id, self.nurses.id])
        self.both_write(self.nurses, self.hospital)
        self.assertEqual(self.line(self.nurses, self.hospital)["trust"], "face-to-face")

    def test_who_is_off_learns_it_later(self):
        self.team = self.world.team(self.office, self.hospital)
        self.nurses.stop()
        self.office.tasuki("team", "add", self.team, self.nurses.id)
        self.await_contact(self.hospital, self.nurses, "introduced")
        self.office.stop()
        self.office.start()
        self.office.login()
        self.nurses.start()
        self.nurses.login()
        self.await_contact(self.nurses, self.hospital, "introduced")
        self.world.everybody_may_know_everything(self.team, self.office, self.hospital, self.nurses)
        self.both_write(self.hospital, self.nurses)

    def test_a_member_that_is_no_coordinator_introduces_by_hand(self):
        clinic = self.world.agency("あおば診療所", "clinic")
        for other in (self.hospital, clinic):
            self.world.pair(self.nurses, other)
        self.office.stop()
        (self.office.home / "tasuki.toml").write_text('introduce = "off"\n')
        self.office.start()
        self.office.login()
        self.world.pair(self.office, clinic)
        self.team = self.world.team(self.office, self.hospital, self.nurses, clinic)
        self.world.everybody_may_know_everything(self.team, self.office, self.hospital, self.nurses, clinic)
        self.assertIsNone(self.line(self.hospital, clinic))
        worker = self.nurses.add_staff("鈴木 一郎", "visiting-nurse") and "鈴木 一郎"
        self.assertEqual(self.nurses.refused("contact", "introduce", self.hospital.id, clinic.id, code=1, staff=worker),
                         "not-allowed")
        self.nurses.one("contact", "introduce", self.hospital.id, clinic.id)
        self.await_contact(self.hospital, clinic, "introduced")
        self.await_contact(clinic, self.hospital, "introduced")
        self.assertEqual(self.line(clinic, self.hospital)["introduced_by"], self.nurses.id)
        self.both_write(self.hospital, clinic)

    def test_introductions_that_nobody_may_make_are_refused_with_a_reason(self):
        self.assertEqual(self.office.refused("contact", "introduce", self.hospital.id, self.nurses.id, code=1),
                         "no-shared-team")
        self.assertEqual(self.office.refused("contact", "introduce", self.hospital.id, self.hospital.id, code=1),
                         "not-two-agencies")


if __name__ == "__main__":
    unittest.main()
