"""An agency whose root key is another one: its earlier place, and the lock at every member."""

import unittest

from harness import World, eventually


class Succession(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.close)
        self.office = self.world.agency("ひまわり相談支援センター", "consultation-support")
        self.hospital = self.world.agency("さくら精神科病院", "psychiatric-hospital")
        self.nurses = self.world.agency("みどり訪問看護", "visiting-nursing")
        self.world.pair_all(self.office, self.hospital, self.nurses)
        self.team = self.world.team(self.office, self.hospital, self.nurses)
        self.world.everybody_may_know_everything(self.team, self.office, self.hospital, self.nurses)
        self.anew = self.world.agency("さくら精神科病院（新）", "psychiatric-hospital")
        for other in (self.office, self.nurses):
            self.world.pair(self.anew, other)

    def verify(self, at, who):
        number = who.one("contact", "show", at.id)["safety_number"]
        self.assertTrue(at.one("contact", "verify", who.id, "--number", number)["verified"])

    def send(self, sender, recipient, body, **how):
        return sender.run("send", self.team, "--urgency", "message", "--category", "daily-life", "--to", recipient.id,
                          "--body", body, **how)

    def contact(self, at, who):
        return at.one("contact", "show", who.id)

    def let_in(self):
        self.verify(self.office, self.anew)
        done = self.office.one("contact", "continues", self.anew.id, self.hospital.id)
        self.assertEqual(done["team_ids"], [self.team])
        everybody = {self.office.id, self.nurses.id, self.anew.id}
        for agency in (self.office, self.nurses, self.anew):
            eventually(lambda: self.world.members(agency, self.team) == everybody, what="the new one has the old one's place")

    def assert_locked_until_verified(self):
        refused = self.send(self.nurses, self.anew, "鍵を確かめる前")
        self.assertEqual(refused.code, 5, refused)
        self.assertIn("unverified", refused.stdout)
        sent = self.send(self.anew, self.nurses, "新しい鍵から").one["message_id"]
        eventually(lambda: [line["state"] for line in self.nurses.inbox()] == ["held"], what="it is held")
        held = self.nurses.inbox()[0]
        self.assertEqual((held["held_reason"], held["body"]), ("unverified", ""))
        [unverified] = self.nurses.one("status")["unverified"]
        self.assertEqual((unverified["agency_id"], unverified["continues"], unverified["held"]),
                         (self.anew.id, self.hospital.id, 1))
        self.assertIn("contact verify", self.nurses.run("status", json_output=False).stdout)
        self.verify(self.nurses, self.anew)
        eventually(lambda: self.nurses.inbox()[0]["body"] == "新しい鍵から", what="it is shown")
        eventually(lambda: self.anew.receipts(sent)[self.nurses.id]["state"] == "delivered")
        self.assertEqual(self.nurses.one("status")["unverified"], [])
        self.assertEqual(self.send(self.nurses, self.anew, "確かめた後").code, 0)

    def assert_trails_hold(self):
        for agency in (self.office, self.nurses, self.anew):
            self.assertTrue(agency.one("audit", "verify")["ok"])

    def test_where_the_old_key_is_gone_the_coordinator_says_so(self):
        self.hospital.kill()
        self.assertEqual(self.office.refused("contact", "continues", self.anew.id, self.hospital.id, code=4), "not-verified")
        self.assertEqual(self.nurses.refused("contact", "continues", self.anew.id, self.hospital.id, code=4), "not-verified")
        self.let_in()
        self.assertEqual(self.contact(self.nurses, self.anew)["continues"], self.hospital.id)
        self.assertEqual(self.contact(self.nurses, self.anew)["succession"], "attested")
        self.assert_locked_until_verified()
        self.assert_trails_hold()

    def test_where_the_old_key_is_there_it_proves_so(self):
        self.world.pair(self.anew, self.hospital)
        code = self.anew.one("succession", "ask", self.hospital.id)["code"]
        self.assertEqual(self.nurses.refused("succession", "state", code, code=4), "succession-code-wrong")
        self.assertEqual(self.hospital.one("succession", "state", code)["team_ids"], [self.team])
        eventually(lambda: self.contact(self.nurses, self.hospital)["continued_by"] == self.anew.id,
                   what="the members know of it")
        self.assertNotIn(self.anew.id, self.world.members(self.nurses, self.team))
        self.let_in()
        self.assertEqual(self.contact(self.nurses, self.anew)["succession"], "proven")
        self.assert_locked_until_verified()
        self.assert_trails_hold()

    def test_it_is_an_administrators(self):
        self.office.add_staff("鈴木", "psw")
        self.assertEqual(self.office.refused("contact", "continues", self.anew.id, self.hospital.id, code=1, staff="鈴木"),
                         "not-allowed")


if __name__ == "__main__":
    unittest.main()
