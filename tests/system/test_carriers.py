"""Somebody else keeps what is for a node that is off: sender and recipient need never be on together."""

import os
import random
import time
import unittest

from harness import World, eventually
from harness.patience import never_within, until_still

#: A contact is given ten seconds to come back before others are asked to keep what is for it.
OFF_FOR_SURE = 40


class Carried(unittest.TestCase):
    """The office writes to the nurses; the hospital carries, as psychiatric hospitals do."""

    def setUp(self):
        self.seed = int(os.environ.get("TASUKI_SEED", random.randrange(2**32)))
        print(f"seed {self.seed} (TASUKI_SEED takes it back)", flush=True)
        self.random = random.Random(self.seed)
        self.world = World()
        self.addCleanup(self.world.close)
        self.office = self.world.agency("ひまわり相談支援センター", "consultation-support")
        self.hospital = self.world.agency("さくら精神科病院", "psychiatric-hospital")
        self.nurses = self.world.agency("みどり訪問看護", "visiting-nursing")
        self.world.pair_all(self.office, self.hospital, self.nurses)
        self.team = self.world.team(self.office, self.hospital, self.nurses)
        self.world.consent(self.office, self.team, [self.nurses], categories="daily-life",
                           seen_by=(self.hospital, self.nurses))
        self.consent = self.world.consent(self.office, self.team, [self.nurses], categories="symptoms",
                                          seen_by=(self.hospital, self.nurses))
        eventually(lambda: all(agency.one("status")["outbox"] == 0 for agency in self.world.agencies),
                   what="what was agreed has arrived everywhere")

    # ---- what the tests say

    def send(self, body, category="daily-life", urgency="message"):
        return self.office.one("send", self.team, "--urgency", urgency, "--category", category,
                               "--to", self.nurses.id, "--body", body)["message_id"]

    def state(self, message):
        return self.office.receipts(message)[self.nurses.id]["state"]

    def bodies(self):
        return sorted(line["body"] for line in self.nurses.inbox("--limit", "1000"))

    def kept(self):
        return self.hospital.one("status")

    def await_kept(self, what="the hospital keeps it", count=1, at_least_bytes=1):
        def look():
            status = self.kept()
            return status["carried"] >= count and status["carried_bytes"] >= at_least_bytes and status
        return eventually(look, within=OFF_FOR_SURE, what=what)

    def await_nothing_more_to_keep(self, *senders):
        """All that `senders` have for the nurses or the office lies at the hospital and is acknowledged there."""
        for sender in senders:
            eventually(lambda: all(link["queued"] == 0 for link in sender.one("status")["peers"]),
                       within=OFF_FOR_SURE, what=f"{sender.name} has handed over everything")
        until_still(lambda: self.kept()["carried_bytes"], 4, what="it lies at the hospital")

    def back(self, agency):
        agency.start()
        agency.login()

    def text(self, agency, language):
        return agency.tasuki("--lang", language, "status", json_output=False).stdout

    def assert_one_effect_and_one_receipt(self, *messages):
        with self.subTest("one effect"):
            ids = [line["message_id"] for line in self.nurses.inbox("--limit", "1000")]
            self.assertEqual(sorted(ids), sorted(messages))
        for message in messages:
            states = [one["state"] for one in self.office.receipts(message)[self.nurses.id]["states"]]
            self.assertEqual(states.count("delivered"), 1, states)


class NeverOnTogether(Carried):
    def test_a_message_and_its_receipts_come_through_the_carrier(self):
        self.nurses.stop()
        message = self.send("昨日から眠れていません")
        status = self.await_kept()
        self.office.stop()
        self.assert_status_tells_how_much_for_how_many_how_old_never_for_what(status)

        self.back(self.nurses)
        eventually(lambda: self.bodies() == ["昨日から眠れていません"], what="it came from the carrier")
        eventually(lambda: self.kept()["carried_recipients"] == 0 or self.kept()["carried"] == 0,
                   what="what was handed over is off the shelf")
        self.nurses.one("open", message)
        self.nurses.one("accept", message)
        self.await_kept("the receipts wait at the hospital")
        self.await_nothing_more_to_keep(self.nurses)
        self.nurses.stop()

        self.back(self.office)
        eventually(lambda: self.state(message) == "accepted", what="the receipts came back the same way")
        self.assertEqual([one["state"] for one in self.office.receipts(message)[self.nurses.id]["states"]],
                         ["delivered", "opened", "accepted"])
        self.back(self.nurses)
        eventually(lambda: self.kept()["carried"] == 0, what="nothing is left on the shelf")
        eventually(lambda: self.office.one("status")["outbox"] == 0, what="the office has nothing under way")
        self.assert_one_effect_and_one_receipt(message)
        for agency in self.world.agencies:
            self.assertTrue(agency.one("audit", "verify")["ok"])

    def assert_status_tells_how_much_for_how_many_how_old_never_for_what(self, status):
        self.assertTrue(status["carries"])
        self.assertEqual(status["carried_recipients"], 1)
        self.assertGreater(status["carried_bytes"], 500)
        self.assertRegex(status["carried_since"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
        self.assertIn(f"封書 {status['carried']} 通（", self.text(self.hospital, "ja"))
        self.assertIn("宛先 1 機関、最も古いもの", self.text(self.hospital, "ja"))
        self.assertIn(f"envelopes: {status['carried']} (", self.text(self.hospital, "en"))
        self.assertIn("for agencies: 1, oldest", self.text(self.hospital, "en"))
        told = {name: value for name, value in status.items() if name.startswith("carr")}
        self.assertEqual(set(told), {"carries", "carried", "carried_bytes", "carried_recipients", "carried_since"},
                         "the shelf tells who or what it is for")
        self.assertEqual(self.hospital.inbox(), [], "the carrier shows what it only keeps")
        self.assertEqual(self.hospital.lines("search", "眠れていません"), [])


class DirectToo(Carried):
    def test_direct_and_carried_copies_meet_in_one_effect_and_one_receipt(self):
        self.nurses.stop()
        messages = [self.send(f"記録 {number}") for number in range(5)]
        self.await_kept()
        self.back(self.nurses)  # office and hospital are both on, and both offer it
        eventually(lambda: all(self.state(message) == "delivered" for message in messages), what="all are delivered")
        eventually(lambda: self.kept()["carried"] == 0, what="the shelf is empty")
        self.assert_one_effect_and_one_receipt(*messages)
        for agency in (self.office, self.nurses):
            eventually(lambda: agency.one("status")["outbox"] == 0, what="nothing is under way any more")


class Withdrawn(Carried):
    def test_what_consent_no_longer_allows_is_dropped_by_the_carrier(self):
        self.nurses.stop()
        stays = self.send("食事は取れています")
        self.await_kept()
        before = self.kept()["carried_bytes"]
        goes = self.send("症状 " + "x" * 50_000, category="symptoms")
        self.await_kept("the long one lies there too", at_least_bytes=before + 50_000)
        self.office.tasuki("consent", "withdraw", self.consent)
        eventually(lambda: self.kept()["carried_bytes"] < 50_000, what="status shows that the carrier dropped it")
        self.assertEqual(self.state(goes), "undeliverable")
        self.await_nothing_more_to_keep(self.office)
        self.office.kill()

        self.back(self.nurses)
        eventually(lambda: self.bodies() == ["食事は取れています"], what="what may go came")
        eventually(lambda: self.kept()["carried_bytes"] < 50_000 and self.kept()["carried_recipients"] <= 1)
        self.assertEqual([line["message_id"] for line in self.nurses.inbox()], [stays])


class SwitchedOff(Carried):
    def test_with_carry_off_nothing_is_kept_and_direct_delivery_goes_on(self):
        (self.hospital.home / "tasuki.toml").write_text('carry = "off"\n')
        self.hospital.restart()
        self.hospital.login()
        for sender in (self.office, self.nurses):
            eventually(lambda: any(link["connected"] for link in sender.one("status")["peers"]
                                   if link["agency_id"] == self.hospital.id), what="the hospital is back")
        self.nurses.stop()
        message = self.send("昨日から眠れていません")
        never_within(lambda: self.kept()["carried"] > 0, 16, "a node that was told not to keeps an envelope")
        self.assertFalse(self.kept()["carries"])
        self.assertIn("なし（預からない設定）", self.text(self.hospital, "ja"))
        self.assertIn("nothing (switched off)", self.text(self.hospital, "en"))
        self.assertEqual(self.state(message), "queued")
        self.back(self.nurses)
        eventually(lambda: self.state(message) == "delivered", within=40, what="it is delivered directly")
        self.assert_one_effect_and_one_receipt(message)


class PowerCuts(Carried):
    def cut_power_of_the_carrier(self, times, longest):
        for _ in range(times):
            time.sleep(self.random.uniform(0, longest))
            self.hospital.kill()
            self.hospital.start()
        self.hospital.login()

    def test_a_carrier_killed_at_any_moment_loses_nothing(self):
        self.nurses.stop()
        expected = [f"夜の記録 {number}" + "x" * self.random.choice((0, 500, 20_000)) for number in range(40)]
        messages = [self.send(body) for body in expected[:30]]
        self.await_kept()  # from now on the others go there at once
        for body in expected[30:]:
            messages.append(self.send(body))
            self.cut_power_of_the_carrier(1, 0.4)
        self.await_nothing_more_to_keep(self.office)
        self.office.kill()

        self.nurses.start()
        self.cut_power_of_the_carrier(5, 0.3)
        self.nurses.login()
        eventually(lambda: self.bodies() == sorted(expected), within=60, what="everything came from the carrier")
        self.back(self.office)
        eventually(lambda: all(self.state(message) == "delivered" for message in messages), within=60)
        eventually(lambda: self.kept()["carried"] == 0, what="the shelf is empty")
        self.assert_one_effect_and_one_receipt(*messages)
        for agency in self.world.agencies:
            self.assertTrue(agency.one("audit", "verify")["ok"])


if __name__ == "__main__":
    unittest.main()
