"""The main job, from the first meeting to who received what, through the real programs."""

import pathlib
import unittest

from harness import World, eventually


class MainPath(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(costly=True)
        cls.addClassCleanup(cls.world.close)
        cls.office = cls.world.agency("ひまわり相談支援センター", "consultation-support", phones=["03-0000-0001"])
        cls.hospital = cls.world.agency("さくら精神科病院", "psychiatric-hospital", phones=["03-0000-0002", "090-0000-0003"])
        cls.nurses = cls.world.agency("みどり訪問看護", "visiting-nursing")
        cls.world.pair_all(cls.office, cls.hospital, cls.nurses)
        cls.team = cls.world.team(cls.office, cls.hospital, cls.nurses)
        cls.world.everybody_may_know_everything(cls.team, cls.office, cls.hospital, cls.nurses)

    def send(self, sender, *arguments, urgency="message", category="sleep-meals", body="三日続けて眠れていません。"):
        return sender.one("send", self.team, "--urgency", urgency, "--category", category, "--body", body, *arguments)

    def arrived(self, agency, message):
        return eventually(lambda: next((line for line in agency.inbox() if line["message_id"] == message), None),
                          what=f"the message is in {agency.name}'s inbox")

    def test_status_tells_about_node_and_connections(self):
        status = self.office.one("status")
        self.assertEqual(status["agency_id"], self.office.id)
        self.assertFalse(status["locked"])
        for field in ("connections", "outbox", "carried", "clock_offset_ms", "version"):
            self.assertIn(field, status)

    def test_contacts_are_face_to_face_and_share_a_safety_number(self):
        here = self.office.one("contact", "show", self.hospital.id)
        there = self.hospital.one("contact", "show", self.office.id)
        self.assertEqual(here["trust"], "face-to-face")
        self.assertEqual(here["safety_number"], there["safety_number"])
        self.assertEqual(here["name"], "さくら精神科病院")
        self.assertIn("03-0000-0002", str(here["phones"]))
        self.office.tasuki("contact", "verify", self.hospital.id, "--number", here["safety_number"])
        self.assertTrue(self.office.one("contact", "show", self.hospital.id)["verified"])

    def test_the_person_is_named_to_every_member(self):
        for agency in (self.office, self.hospital, self.nurses):
            team = eventually(lambda: agency.one("team", "show", self.team))
            self.assertEqual(team["person"], "Aさん")
            self.assertEqual(team["coordinator"], self.office.id)

    def test_a_message_goes_through_its_five_states(self):
        sent = self.send(self.nurses, "--to", self.hospital.id, "--basis", "said-by-person",
                         "--observed-at", "2026-02-13T08:00:00Z")
        message = sent["message_id"]
        self.assertEqual([line["decision"] for line in sent["recipients"]], ["permit"])
        self.assertTrue(sent["recipients"][0]["consent_ids"])

        line = self.arrived(self.hospital, message)
        self.assertEqual(line["body"], "三日続けて眠れていません。")
        self.assertEqual(line["from_agency"], self.nurses.id)
        self.assertEqual(line["from_agency_name"], "みどり訪問看護")
        self.assertEqual(line["urgency"], "message")
        self.assertEqual(line["categories"], ["sleep-meals"])
        self.assertEqual(line["basis"], "said-by-person")
        self.assertEqual(line["observed_at"][:19], "2026-02-13T08:00:00")

        for act, state in (("open", "opened"), ("accept", "accepted"), ("close", "closed")):
            done = self.hospital.one(act, message)
            self.assertEqual((done["message_id"], done["state"]), (message, state))
            self.assertRegex(done["receipt_id"], "^[0-9a-f]{64}$")
            eventually(lambda: self.nurses.receipts(message)[self.hospital.id]["state"] == state,
                       what=f"the sender sees {state}")
        board = self.nurses.receipts(message)[self.hospital.id]
        self.assertEqual([entry["state"] for entry in board["states"]], ["delivered", "opened", "accepted", "closed"])
        self.assertEqual(board["states"][1]["staff_id"], self.hospital.staff_id)

    def test_a_message_that_was_not_sent_to_an_agency_does_not_reach_it(self):
        message = self.send(self.nurses, "--to", self.hospital.id, body="病院だけに")["message_id"]
        self.arrived(self.hospital, message)
        after = self.send(self.nurses, "--to", self.office.id, body="事務所にも")["message_id"]
        self.arrived(self.office, after)
        self.assertNotIn("病院だけに", [line["body"] for line in self.office.inbox()])
        self.assertNotIn(self.office.id, self.nurses.receipts(message))

    def test_the_other_recipients_see_the_receipts_too(self):
        message = self.send(self.nurses, body="全員へ")["message_id"]
        self.arrived(self.office, message)
        self.arrived(self.hospital, message)
        self.hospital.tasuki("open", message)
        eventually(lambda: self.office.receipts(message)[self.hospital.id]["state"] == "opened",
                   what="the office sees that the hospital opened it")

    def test_decline_says_so_to_the_sender(self):
        message = self.send(self.hospital, "--to", self.nurses.id, "--ask", "今夜の訪問",
                            "--by", "2030-01-01T00:00:00Z")["message_id"]
        self.arrived(self.nurses, message)
        self.nurses.tasuki("decline", message, "--note", "本日は満床です")
        eventually(lambda: self.hospital.receipts(message)[self.nurses.id]["state"] == "declined")

    def test_a_phone_message_cannot_be_closed_without_a_call_record(self):
        message = self.send(self.nurses, "--to", self.hospital.id, urgency="phone", category="risk")["message_id"]
        self.arrived(self.hospital, message)
        number = self.nurses.one("call", "next", message)
        self.assertEqual(number["agency_id"], self.hospital.id)
        self.assertEqual(number["number"], "03-0000-0002")
        self.assertTrue(number["say"])
        self.hospital.tasuki("open", message)
        self.assertTrue(self.hospital.refused("close", message, code=1))
        call = self.nurses.one("call", "log", message, "--number", "03-0000-0002", "--outcome", "answered")
        self.assertRegex(call["call_id"], "^[0-9a-f]{64}$")
        eventually(lambda: self.hospital.run("close", message).code == 0, what="the call record lets it be closed")
        eventually(lambda: self.nurses.receipts(message)[self.hospital.id]["state"] == "closed")

    def test_the_next_number_follows_a_call_that_nobody_answered(self):
        message = self.send(self.nurses, "--to", self.hospital.id, urgency="phone", category="risk")["message_id"]
        first = self.nurses.one("call", "next", message)["number"]
        self.nurses.tasuki("call", "log", message, "--number", first, "--outcome", "no-answer")
        self.assertNotEqual(self.nurses.one("call", "next", message)["number"], first)

    def test_watch_streams_what_happens_without_any_body(self):
        watching = self.hospital.stream("watch")
        self.addCleanup(watching.stdout.close)
        self.addCleanup(watching.kill)
        watching.stdout.readline()
        message = self.send(self.nurses, "--to", self.hospital.id, body="見えてはいけない本文")["message_id"]
        seen = b""
        while message.encode() not in seen:
            seen = watching.stdout.readline()
            self.assertTrue(seen, "watch ended")
        self.assertNotIn("見えてはいけない", seen.decode())

    def test_search_finds_two_characters_in_the_middle_of_a_text(self):
        message = self.send(self.nurses, body="今朝の服薬を確認できませんでした")["message_id"]
        self.arrived(self.hospital, message)
        found = self.hospital.lines("search", "服薬")
        self.assertIn(message, [line["message_id"] for line in found])
        self.assertEqual(self.hospital.lines("search", "転倒"), [])

    def test_who_received_what_names_consent_and_reader(self):
        message = self.send(self.nurses, "--to", self.hospital.id)["message_id"]
        self.arrived(self.hospital, message)
        self.hospital.tasuki("open", message)

        def row():
            rows = self.nurses.lines("audit", "disclosures", "--team", self.team)
            return next(line for line in rows if line["message_id"] == message)

        eventually(lambda: row()["opened_at"], what="the disclosure shows when it was opened")
        self.assertEqual(row()["to_agency"], self.hospital.id)
        self.assertEqual(row()["legal_basis"], "consent")
        self.assertTrue(row()["consent_ids"])
        self.assertTrue(row()["opened_by"])
        self.assertLessEqual(row()["sent_at"], row()["delivered_at"])

    def test_the_trail_verifies_and_a_changed_export_does_not(self):
        verified = self.nurses.one("audit", "verify")
        self.assertTrue(verified["ok"])
        self.assertGreater(verified["entries"], 0)
        export = self.nurses.folder / "trail"
        self.nurses.tasuki("audit", "export", export)
        stranger = self.world.folder / "nobody"
        checked = self.nurses.one("audit", "verify", export, "--home", stranger)
        self.assertTrue(checked["ok"], "an export is checked on a machine without a node")
        self.assertFalse(stranger.exists())
        data = bytearray(export.read_bytes())
        data[len(data) // 2] ^= 1
        export.write_bytes(data)
        broken = self.nurses.tasuki("audit", "verify", export, expect=1).one
        self.assertFalse(broken["ok"])
        self.assertIn("reason", broken)

    def test_the_report_for_the_person_is_plain_japanese(self):
        message = self.send(self.nurses, "--to", self.hospital.id)["message_id"]
        self.arrived(self.hospital, message)
        text = self.nurses.tasuki("audit", "report", self.team, "--format", "text", "--lang", "ja", json_output=False)
        self.assertIn("さくら精神科病院", text.stdout)
        self.assertIn("睡眠・食事", text.stdout)
        page = self.nurses.tasuki("audit", "report", self.team, "--format", "html", "--lang", "ja", json_output=False)
        self.assertIn("<html", page.stdout)
        self.assertIn("さくら精神科病院", page.stdout)

    def test_what_people_read_is_in_their_language(self):
        message = self.send(self.nurses, "--to", self.hospital.id)["message_id"]
        self.arrived(self.hospital, message)
        self.assertIn("睡眠・食事", self.hospital.tasuki("inbox", "--lang", "ja", json_output=False).stdout)
        self.assertIn("到達", self.nurses.tasuki("receipts", message, "--lang", "ja", json_output=False).stdout)
        self.assertIn("delivered", self.nurses.tasuki("receipts", message, "--lang", "en", json_output=False).stdout)

    def test_a_message_survives_the_restart_of_both_nodes(self):
        message = self.send(self.nurses, "--to", self.hospital.id, body="再起動の前に")["message_id"]
        self.arrived(self.hospital, message)
        for agency in (self.nurses, self.hospital):
            agency.restart()
            agency.login()
        self.assertEqual(self.arrived(self.hospital, message)["body"], "再起動の前に")
        self.assertEqual(self.nurses.receipts(message)[self.hospital.id]["state"], "delivered")
        self.assertTrue(self.nurses.one("audit", "verify")["ok"])
        self.assertTrue(pathlib.Path(self.nurses.home).exists())


if __name__ == "__main__":
    unittest.main()
