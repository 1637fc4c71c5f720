"""Consent through the real programs: who is denied what, before anything leaves."""

import unittest

from harness import World, eventually, never_within


class Consent(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.close)
        cls.office = cls.world.agency("ひまわり相談支援センター", "consultation-support")
        cls.hospital = cls.world.agency("さくら精神科病院", "psychiatric-hospital")
        cls.centre = cls.world.agency("あおぞら地域活動支援センター", "activity-centre")
        cls.members = (cls.office, cls.hospital, cls.centre)
        cls.world.pair_all(*cls.members)

    def setUp(self):
        self.team = self.world.team(*self.members, person=self.id().rsplit(".", 1)[1])

    def send(self, sender, *arguments, category="symptoms", body="声が聞こえるそうです"):
        return ("send", self.team, "--urgency", "message", "--category", category, "--body", body, *arguments)

    def test_without_consent_nothing_is_sent_and_the_answer_says_what_is_missing(self):
        refused = self.office.tasuki(*self.send(self.office, "--to", self.centre.id), expect=5).one
        self.assertEqual(refused["error"]["code"], "consent-missing")
        self.assertIn(self.centre.id, str(refused))
        self.assertIn("symptoms", str(refused))
        never_within(lambda: self.centre.inbox("--team", self.team), 0.5, what="the message arrived")

    def test_a_dry_run_shows_the_decision_and_sends_nothing(self):
        self.world.consent(self.office, self.team, [self.hospital], "symptoms")
        shown = self.office.one(*self.send(self.office, "--to", self.hospital.id, "--dry-run"))
        self.assertNotIn("message_id", shown)
        self.assertEqual(shown["recipients"][0]["decision"], "permit")
        self.office.tasuki(*self.send(self.office, "--to", self.centre.id, "--dry-run"), expect=5)
        never_within(lambda: self.hospital.inbox("--team", self.team), 0.5, what="a dry run arrived")

    def test_permitted_only_sends_to_the_rest(self):
        self.world.consent(self.office, self.team, [self.hospital], "symptoms", seen_by=[self.hospital])
        sent = self.office.one(*self.send(self.office, "--permitted-only"))
        decisions = {line["agency_id"]: line["decision"] for line in sent["recipients"]}
        self.assertEqual(decisions, {self.hospital.id: "permit", self.centre.id: "deny"})
        eventually(lambda: self.hospital.inbox("--team", self.team))
        self.assertEqual(self.centre.inbox("--team", self.team), [])

    def test_check_answers_without_failing(self):
        self.world.consent(self.office, self.team, [self.hospital], "symptoms")
        answers = {line["agency_id"]: line for line in self.office.lines(
            "consent", "check", self.team, "--category", "symptoms,money",
            "--to", f"{self.hospital.id},{self.centre.id}")}
        self.assertEqual(answers[self.hospital.id]["decision"], "deny")
        self.assertEqual(answers[self.hospital.id]["missing"], ["money"])
        self.assertEqual(sorted(answers[self.centre.id]["missing"]), ["money", "symptoms"])

    def test_a_consent_that_the_recipient_alone_attests_does_not_count(self):
        consent = self.world.consent(self.hospital, self.team, [self.hospital], "symptoms", seen_by=self.members)
        self.office.tasuki(*self.send(self.office, "--to", self.hospital.id), expect=5)
        self.centre.tasuki("consent", "confirm", consent)
        eventually(lambda: self.office.run(*self.send(self.office, "--to", self.hospital.id)).code == 0,
                   what="confirmed by another agency it counts")
        listed = next(line for line in self.office.lines("consent", "list", self.team) if line["consent_id"] == consent)
        self.assertEqual(set(listed["attested_by"]), {self.hospital.id, self.centre.id})

    def test_a_refusal_outranks_a_consent(self):
        self.world.consent(self.office, self.team, [self.hospital], "symptoms,money", seen_by=self.members)
        refusal = self.office.one("consent", "refuse", self.team, "--category", "money", "--to", self.hospital.id)
        self.office.tasuki(*self.send(self.office, "--to", self.hospital.id, category="money"), expect=5)
        self.office.tasuki(*self.send(self.office, "--to", self.hospital.id, category="symptoms"))
        self.world.await_consent(refusal["consent_id"], self.team, self.centre)

    def test_a_consent_whose_days_are_over_permits_nothing(self):
        self.world.consent(self.office, self.team, [self.hospital], "symptoms",
                           **{"from": "2020-01-01", "until": "2020-12-31"})
        self.office.tasuki(*self.send(self.office, "--to", self.hospital.id), expect=5)

    def test_an_override_needs_a_reason_and_is_told_to_the_coordinator(self):
        sent = self.hospital.one(*self.send(self.hospital, "--to", self.centre.id, "--override", "自宅で倒れている"))
        eventually(lambda: self.centre.inbox("--team", self.team), what="the override arrived")
        row = next(line for line in self.hospital.lines("audit", "disclosures", "--team", self.team)
                   if line["message_id"] == sent["message_id"])
        self.assertEqual(row["legal_basis"], "life-protection")
        self.assertEqual(self.hospital.run(*self.send(self.hospital, "--to", self.centre.id, "--override", "")).code, 2)

    def test_what_is_withdrawn_while_it_waits_is_not_released(self):
        consent = self.world.consent(self.office, self.team, [self.hospital], "symptoms", seen_by=self.members)
        self.hospital.stop()
        self.addCleanup(self._bring_back, self.hospital)
        message = self.office.one(*self.send(self.office, "--to", self.hospital.id, body="撤回されるべき本文"))["message_id"]
        self.assertEqual(self.office.receipts(message)[self.hospital.id]["state"], "queued")
        self.office.tasuki("consent", "withdraw", consent, "--reason", "本人の希望")
        self._bring_back(self.hospital)
        self.world.await_consent(consent, self.team, self.hospital, state="withdrawn")
        self.assertNotIn("撤回されるべき本文", [line["body"] for line in self.hospital.inbox("--team", self.team)])
        self.assertNotEqual(self.office.receipts(message)[self.hospital.id]["state"], "delivered")

    def _bring_back(self, agency):
        if agency.process is None:
            agency.start()
            agency.login()


if __name__ == "__main__":
    unittest.main()
