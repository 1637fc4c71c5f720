"""Invitations that are spent, expired, altered, foreign or half finished; and members that never met."""

import unittest

from harness import World, eventually


class Pairing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(clock="2026-02-13T00:00:00Z")
        cls.addClassCleanup(cls.world.close)
        cls.inviting = cls.world.agency("ひまわり相談支援センター", "consultation-support", proxied=True)
        cls.accepting = cls.world.agency("みどり訪問看護", "visiting-nursing", proxied=True)
        cls.third = cls.world.agency("さくら精神科病院", "psychiatric-hospital", proxied=True)

    def invite(self, *arguments):
        return self.inviting.one("contact", "invite", *arguments)

    def contacts(self, agency):
        return {line["agency_id"] for line in agency.lines("contact", "list")}

    def test_1_an_altered_code_is_refused(self):
        code = self.invite()["code"]
        for place in (5, len(code) // 2, len(code) - 2):
            changed = "A" if code[place] != "A" else "B"
            altered = code[:place] + changed + code[place + 1:]
            with self.subTest(place=place):
                self.assertIn(self.accepting.run("contact", "accept", altered).code, (1, 2, 4))
        self.assertNotIn(self.inviting.id, self.contacts(self.accepting))

    def test_2_an_expired_code_is_refused(self):
        code = self.invite("--valid", "3h")["code"]
        self.world.set_clock("2026-02-13T04:00:00Z")
        self.accepting.refused("contact", "accept", code, code=1)
        self.assertNotIn(self.accepting.id, self.contacts(self.inviting))

    def test_3_ones_own_code_is_refused(self):
        self.inviting.refused("contact", "accept", self.invite()["code"], code=1)

    def test_4_a_half_finished_pairing_is_finished_later(self):
        code = self.invite()["code"]
        self.inviting.proxy.block()
        self.assertEqual(self.accepting.run("contact", "accept", code).code, 3)
        self.inviting.kill()
        self.inviting.proxy.unblock()
        self.assertEqual(self.accepting.run("contact", "accept", code).code, 3, "accepted and closed: no refusal")
        self.inviting.start()
        self.inviting.login()
        eventually(lambda: self.accepting.run("contact", "accept", code).code == 0
                   or self.inviting.id in self.contacts(self.accepting), what="the same code goes on")
        eventually(lambda: self.accepting.id in self.contacts(self.inviting))

    def test_5_a_spent_code_is_refused_to_anybody_else(self):
        code = self.invite()["code"]
        self.third.tasuki("contact", "accept", code)
        fourth = self.world.agency("市役所障害福祉課", "city-welfare")
        answer = fourth.run("contact", "accept", code)
        self.assertEqual(answer.code, 1, answer)
        self.assertEqual(self.contacts(fourth), set())
        self.assertNotIn(fourth.id, self.contacts(self.inviting))

    def test_6_garbage_is_no_code(self):
        for garbage in ("", "x", "ばら", "A" * 500):
            self.assertIn(self.accepting.run("contact", "accept", garbage).code, (1, 2))

    def test_7_a_wrong_safety_number_is_not_verified(self):
        self.world.pair(self.accepting, self.third)
        number = self.accepting.one("contact", "show", self.third.id)["safety_number"]
        wrong = ("1" if number[0] != "1" else "2") + number[1:]
        self.assertEqual(self.accepting.run("contact", "verify", self.third.id, "--number", wrong).code, 4)
        self.assertFalse(self.accepting.one("contact", "show", self.third.id)["verified"])


class MembersThatNeverMet(unittest.TestCase):
    """And that nobody introduces."""

    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.close)
        self.office = self.world.agency("ひまわり相談支援センター", "consultation-support", start=False)
        (self.office.home / "tasuki.toml").write_text('introduce = "off"\n')
        self.office.start()
        self.office.login()
        self.hospital = self.world.agency("さくら精神科病院", "psychiatric-hospital")
        self.nurses = self.world.agency("みどり訪問看護", "visiting-nursing")
        self.world.pair(self.office, self.hospital)
        self.world.pair(self.office, self.nurses)
        self.team = self.world.team(self.office, self.hospital, self.nurses)
        self.world.everybody_may_know_everything(self.team, self.office, self.hospital, self.nurses)

    def send(self, sender, *arguments):
        return sender.run("send", self.team, "--urgency", "message", "--category", "medication",
                          "--body", "昨夜の薬を飲めていません", *arguments)

    def test_sending_to_a_member_that_is_no_contact_says_pair_first(self):
        answer = self.send(self.hospital, "--to", self.nurses.id)
        self.assertEqual(answer.code, 4, answer)
        self.assertEqual(self.nurses.inbox(), [])

    def test_receipts_between_members_that_never_met_go_through_the_sender(self):
        sent = self.send(self.office)
        self.assertEqual(sent.code, 0, sent)
        message = sent.one["message_id"]
        for agency in (self.hospital, self.nurses):
            eventually(lambda: message in [line["message_id"] for line in agency.inbox()])
        self.hospital.tasuki("open", message)
        eventually(lambda: self.nurses.receipts(message)[self.hospital.id]["state"] == "opened",
                   what="the nurses see the hospital's receipt")


if __name__ == "__main__":
    unittest.main()
