"""A phone message that nobody accepts, through the real programs: who is next, who is told, and who is not."""

import datetime
import json
import unittest

from harness import World, eventually

BEGIN = datetime.datetime(2026, 2, 14, 15, 30, tzinfo=datetime.timezone.utc)  # Sunday, half past midnight in Japan
NUMBERS = {"ward": "045-000-0001", "neighbour": "045-000-0002"}
AGREEMENT = """
phone_within = "10m"
message_after_opening = "1h"
emergency_number = "119"
[[situation]]
code = "water-intoxication"
urgency = "phone"
categories = ["symptoms", "physical-health"]
[[situation]]
code = "at-the-neighbours"
urgency = "message"
categories = ["daily-life"]
text = "お隣に来て帰らない"
"""


class Escalation(unittest.TestCase):
    def setUp(self):
        self.now = BEGIN
        self.world = World(clock="2026-02-14T15:30:00Z")
        self.addCleanup(self.world.close)
        self.set_clock()
        self.office = self.agency("ひまわり相談支援センター", "consultation-support")
        self.hospital = self.agency("さくら精神科病院", "psychiatric-hospital")
        self.nurses = self.agency("みどり訪問看護", "visiting-nursing")
        self.neighbour = self.agency("お隣の田中さん", "neighbour")
        members = (self.office, self.hospital, self.nurses, self.neighbour)
        self.world.pair_all(*members)
        self.team = self.world.team(*members)
        told = [self.office, self.hospital, self.nurses]
        self.world.consent(self.office, self.team, [self.hospital, self.nurses], seen_by=told)
        self.world.consent(self.hospital, self.team, [self.office], seen_by=told)
        self.roster()

    def agency(self, name, kind):
        agency = self.world.agency(name, kind, start=False)
        agency.alerts = agency.folder / "alerts"
        hook = ["/bin/sh", "-c", f"env | grep ^TASUKI_ | sort | tr '\\n' ' ' >> '{agency.alerts}'; echo >> '{agency.alerts}'"]
        (agency.home / "tasuki.toml").write_text(f"session_idle_minutes = 1440\non_alert = {json.dumps(hook)}\n")
        agency.start()
        agency.login()
        return agency

    def set_clock(self):
        """Uptime moves with it, so that what is due comes due."""
        self.world.set_clock(self.now.strftime("%Y-%m-%dT%H:%M:%SZ") + "\nuptime")

    def pass_minutes(self, minutes):
        self.now += datetime.timedelta(minutes=minutes)
        self.set_clock()

    def roster(self):
        file = self.office.folder / "roster.toml"
        windows = ("business", "early", "late", "night")
        file.write_text("business_hours = \"9:00-17:30\"\n" + "".join(
            f"[[{window}]]\nagency = \"{self.hospital.name}\"\nnumber = \"{NUMBERS['ward']}\"\nnote = \"3B病棟\"\n"
            f"[[{window}]]\nagency = \"{self.neighbour.id}\"\nnumber = \"{NUMBERS['neighbour']}\"\n"
            for window in windows), encoding="utf-8")
        roster = self.office.one("roster", "set", self.team, file)
        self.assertEqual({gap["window"] for gap in roster["gaps"]}, {"weekend"}, "nobody by day at the weekend")
        self.assertEqual(roster["words"]["denied"], [self.neighbour.id], "who sees no notes")
        for agency in (self.nurses, self.hospital, self.neighbour):
            eventually(lambda: agency.one("roster", "show", self.team)["record_id"] == roster["record_id"],
                       what=f"{agency.name} knows the roster")

    def send(self):
        return self.nurses.one("send", self.team, "--urgency", "phone", "--category", "symptoms", "--to", self.office.id,
                               "--body", "水を飲み続けて倒れそうです")["message_id"]

    def turn(self, agency, message, step):
        eventually(lambda: agency.one("call", "next", message)["step"] == step,
                   what=f"step {step} at {agency.name}")
        return agency.one("call", "next", message)

    def alerts(self, agency):
        text = agency.alerts.read_text() if agency.alerts.exists() else ""
        return [dict(part.split("=", 1) for part in line.split()) for line in text.splitlines()]

    def test_it_goes_from_one_to_the_next_and_ends_with_the_emergency_number(self):
        now = self.nurses.one("roster", "now", self.team)
        self.assertEqual((now["window"], [entry["number"] for entry in now["on_duty"]]),
                         ("night", list(NUMBERS.values())))
        message = self.send()
        eventually(lambda: self.office.inbox(), what="it arrived")

        self.pass_minutes(10.5)
        shown = self.turn(self.nurses, message, 1)
        self.assertEqual((shown["agency_id"], shown["number"], shown["disclosure"], shown["note"]),
                         (self.hospital.id, NUMBERS["ward"], "sent", "3B病棟"))
        forwarded = eventually(lambda: self.hospital.inbox(), what="the ward was told")[0]
        self.assertEqual((forwarded["kind"], forwarded["urgency"]), ("escalation", "phone"))
        self.assertIn("倒れそう", self.hospital.one("open", forwarded["message_id"])["body"])
        told = eventually(lambda: self.alerts(self.hospital), what="the ward's lamp is lit")[0]
        self.assertEqual((told["TASUKI_ALERT"], told["TASUKI_URGENCY"], told["TASUKI_MESSAGE_ID"]),
                         ("message", "phone", forwarded["message_id"]))

        self.nurses.one("call", "log", message, "--number", NUMBERS["ward"], "--outcome", "no-answer")
        shown = self.nurses.one("call", "next", message)
        self.assertEqual((shown["step"], shown["agency_id"], shown["number"], shown["disclosure"]),
                         (2, self.neighbour.id, NUMBERS["neighbour"], "denied"), "nothing to wait for")

        self.pass_minutes(10.5)
        for agency in (self.nurses, self.office):
            shown = self.turn(agency, message, 3)
            self.assertEqual((shown["exhausted"], shown["number"]), (True, "119"))
            eventually(lambda: any(alert["TASUKI_ALERT"] == "exhausted" for alert in self.alerts(agency)),
                       what=f"{agency.name} is told to call")
        self.assertIn("119", self.nurses.tasuki("call", "next", message, json_output=False).stdout)

        self.assertEqual(self.neighbour.inbox(), [], "whom consent denies is told nothing")
        self.assertEqual(self.alerts(self.neighbour), [])
        for agency in self.world.agencies:
            self.assertNotIn("倒れそう", agency.alerts.read_text() if agency.alerts.exists() else "")
            self.assertTrue(agency.one("audit", "verify")["ok"])

    def test_when_the_sender_is_gone_the_coordinator_goes_on_and_an_acceptance_ends_it(self):
        message = self.send()
        eventually(lambda: self.office.inbox(), what="it arrived")
        watch = self.office.stream("watch")
        self.addCleanup(watch.wait)
        self.addCleanup(watch.kill)
        self.assertIn(b"watching", watch.stdout.readline())
        self.nurses.kill()
        self.pass_minutes(13.5)
        self.turn(self.office, message, 1)
        line = b""
        while b'"escalation"' not in line:
            line = watch.stdout.readline()
        event = json.loads(line)
        self.assertEqual((event["agency_id"], event["step"], event["urgency"], event["state"]),
                         (self.hospital.id, 1, "phone", "sent"))
        watch.stdout.close()
        forwarded = eventually(lambda: self.hospital.inbox(), what="the ward was told")[0]["message_id"]
        self.hospital.one("accept", forwarded)
        eventually(lambda: self.office.receipts(message)[self.hospital.id]["state"] == "accepted",
                   what="the office sees who took it")
        taken = next(line["taken"] for line in self.office.inbox() if line["message_id"] == message)
        self.assertEqual((taken["agency_id"], taken["step"]), (self.hospital.id, 1))
        self.assertIn("受領した機関", self.office.tasuki("inbox", json_output=False).stdout)
        self.hospital.refused("close", forwarded, code=1)
        self.assertEqual(self.hospital.one("close", forwarded, "--note", "病棟で対応しました")["state"], "closed")
        self.nurses.start()
        self.nurses.login()
        eventually(lambda: self.nurses.receipts(message).get(self.hospital.id, {}).get("state") == "closed",
                   what="so does the sender, back again")
        self.pass_minutes(30)
        self.assertEqual(self.nurses.receipts(message)[self.hospital.id]["step"], 1)
        self.assertNotIn(self.neighbour.id, self.nurses.receipts(message))

    def test_what_was_agreed_gives_the_deadline_and_is_checked(self):
        file = self.office.folder / "agreement.toml"
        file.write_text(AGREEMENT, encoding="utf-8")
        agreed = self.office.one("agreement", "set", self.team, file)
        self.assertEqual(agreed["words"]["denied"], [self.neighbour.id])
        for agency, text in ((self.nurses, "お隣に来て帰らない"), (self.neighbour, None)):
            eventually(lambda: agency.one("agreement", "show", self.team)["record_id"] == agreed["record_id"])
            eventually(lambda: agency.one("agreement", "show", self.team)["situations"][1]["text"] == text)
        message = ("send", self.team, "--to", self.office.id, "--body", "水", "--situation", "water-intoxication")
        refused = self.nurses.tasuki(*message, "--urgency", "message", "--category", "symptoms", expect=1).one
        self.assertEqual((refused["error"]["code"], refused["error"]["agreed"]["urgency"]), ("not-as-agreed", "phone"))
        self.nurses.refused(*message, "--urgency", "phone", "--category", "diagnosis", code=1)
        shown = self.nurses.one(*message, "--urgency", "phone", "--category", "symptoms", "--dry-run")
        deadline = datetime.datetime.fromisoformat(shown["accept_by"])
        self.assertAlmostEqual((deadline - self.now).total_seconds(), 600, delta=300)
        self.nurses.one(*message, "--urgency", "message", "--category", "symptoms", "--anyway")
        exported = self.nurses.folder / "exported.toml"
        self.nurses.one("agreement", "export", self.team, exported)
        again = self.office.one("agreement", "set", self.team, exported)
        self.assertEqual(again["situations"], agreed["situations"])
        template = self.nurses.folder / "template.toml"
        template.write_text(self.nurses.tasuki("agreement", "template", json_output=False).stdout, encoding="utf-8")
        self.office.one("agreement", "set", self.team, template)


if __name__ == "__main__":
    unittest.main()
