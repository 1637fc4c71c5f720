"""The first of the five people: a weekend with all that was agreed on, and what every agency sees of it, and does not."""

import json
import unittest

from harness import World, eventually
from harness.screen import WIDTH, columns
from test_scenarios import Scenario

CLOSE = "warning-sign,sleep-meals,medication,daily-life,crisis-plan"
SIGN = "三日つづけて眠れない"
WARD, ON_DUTY, BROTHER, HELPER, OFFICE = (f"045-000-000{number}" for number in range(1, 6))
AGREEMENT = """
phone_within = "10m"
message_after_opening = "1h"
emergency_number = "119"
[[situation]]
code = "water-intoxication"
urgency = "phone"
categories = ["warning-sign", "sleep-meals"]
"""
PLAN = """
review = 2026-08-13
[yellow]
share = ["さくら精神科病院", "みどり訪問看護", "そよかぜヘルパー"]
categories = ["warning-sign"]
signs = ["三日つづけて眠れない"]
[[yellow.agency]]
name = "みどり訪問看護"
does = ["その日のうちに訪問する"]
[own-words]
share = ["さくら精神科病院", "みどり訪問看護", "そよかぜヘルパー", "隣の渡辺さん"]
lines = ["ゆっくり話してください"]
[keys]
share = ["さくら精神科病院", "みどり訪問看護", "そよかぜヘルパー", "隣の渡辺さん"]
holders = ["渡辺さんが合鍵を持つ"]
"""
AT_NIGHT = "水ばかり飲んでいる"


class ALivesAlone(Scenario):
    """Helper, nurse and ward see a night each; on Sunday at ten past two she phones, and nobody accepts in time."""

    def setUp(self):
        self.world = World(clock="2026-02-13T05:00:00Z")  # Friday, 14:00 in Japan
        self.addCleanup(self.world.close)
        self.told = {}

    def test_from_friday_to_monday(self):
        self.meet()
        self.consents()
        self.agree()
        self.friday()
        self.saturday()
        self.sunday_at_night()
        self.sunday_morning()
        self.monday()
        self.check_who_sees_what()
        self.check_what_others_do_not_see()
        self.check_that_every_page_fits()

    # ---- what was agreed on

    def meet(self):
        made = {"office": ("ひまわり相談支援センター", "consultation-support"),
                "hospital": ("さくら精神科病院", "psychiatric-hospital"),
                "nurses": ("みどり訪問看護", "visiting-nursing"),
                "helper": ("そよかぜヘルパー", "home-help"),
                "centre": ("あおぞら地域活動支援センター", "activity-centre"),
                "brother": ("Aさんのお兄さん", "family"),
                "neighbour": ("隣の渡辺さん", "neighbour")}
        self.__dict__.update({name: self.world.agency(*called) for name, called in made.items()})
        self.close = (self.hospital, self.nurses, self.helper, self.office)
        for other in self.world.agencies[1:]:
            self.world.pair(self.office, other)
        for one, other in ((self.hospital, self.nurses), (self.hospital, self.helper), (self.hospital, self.brother),
                           (self.hospital, self.neighbour), (self.nurses, self.helper)):
            self.world.pair(one, other)
        self.team = self.world.team(*self.world.agencies)

    def consents(self):
        everybody = self.world.agencies
        given = self.world.consent(self.office, self.team, self.close, CLOSE, seen_by=everybody)
        self.hospital.tasuki("consent", "confirm", given)
        self.world.consent(self.office, self.team, [self.centre, self.neighbour], "contact", seen_by=everybody)
        self.world.consent(self.office, self.team, [self.brother], "contact,money", seen_by=everybody)  # and then she refuses
        self.world.consent(self.office, self.team, [self.neighbour], "crisis-plan", seen_by=everybody)
        self.office.tasuki("consent", "refuse", self.team, "--category", "money", "--to", self.brother.id)
        for agency in (self.nurses, self.helper, self.hospital):
            eventually(lambda: self.permitted(agency, "warning-sign") >= {other.id for other in self.close} - {agency.id},
                       what=f"{agency.name} may tell all who are close to her")

    def permitted(self, agency, category):
        lines = agency.lines("consent", "check", self.team, "--category", category)
        return {line["agency_id"] for line in lines if line["decision"] == "permit"}

    def file(self, name, text):
        path = self.office.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def agree(self):
        self.office.tasuki("agreement", "set", self.team, self.file("agreement.toml", AGREEMENT))
        roster = self.office.one("roster", "set", self.team, self.file("roster.toml", self.roster()))
        self.assertEqual(roster["gaps"], [])
        self.office.tasuki("sign", "define", self.team, "--what", SIGN, "--category", "sleep-meals", "--days", "3", "--view",
                           "objective", "--stage", "yellow", "--urgency", "message", "--to",
                           ",".join(agency.id for agency in self.close[:-1]))
        self.office.tasuki("crisis-plan", "set", self.team, self.file("plan.toml", PLAN))
        for agency in self.close:
            eventually(lambda: agency.one("roster", "show", self.team)["record_id"] == roster["record_id"],
                       what=f"{agency.name} has the roster")
            eventually(lambda: agency.lines("sign", "list", self.team), what=f"{agency.name} has the sign")
        for agency, sections in ((self.hospital, 3), (self.nurses, 3), (self.helper, 3), (self.neighbour, 2)):
            eventually(lambda: self.sections(agency) == sections, what=f"{agency.name} has its part of the plan")

    def roster(self):
        late = ((self.hospital, WARD), (self.nurses, ON_DUTY))
        night = (*late, (self.brother, BROTHER), (self.helper, HELPER))
        windows = {"business": ((self.office, OFFICE),), "early": late, "late": late, "night": night, "weekend": late}
        return 'business_hours = "9:00-17:30"\n' + "".join(
            f'[[{window}]]\nagency = "{agency.name}"\nnumber = "{number}"\n'
            for window, entries in windows.items() for agency, number in entries)

    # ---- the weekend

    def friday(self):
        self.check_denied(self.office, self.team, "money", "預金のこと", self.brother)
        self.check_denied(self.office, self.team, "contact,money", "連絡と預金のこと", self.brother)
        self.tell(self.office, self.team, "contact", "退院のあとの連絡先", self.brother, self.neighbour)
        self.see_a_night(self.helper, 1)
        self.world.set_clock("2026-02-13T07:30:00Z")
        written = self.nurses.one("handoff", "write", self.team, "--category", "medication", "--situation", "薬は飲めている")
        self.assertEqual([line["agency_id"] for line in written["recipients"]], [self.hospital.id], "by the roster")
        self.handoff = written["message_id"]
        self.accept(self.hospital, self.handoff, self.nurses)

    def accept(self, agency, message, writer):
        eventually(lambda: message in {line["message_id"] for line in agency.inbox()}, what=f"{agency.name} has it")
        agency.tasuki("accept", message, "--note", "復唱します")
        eventually(lambda: writer.receipts(message)[agency.id]["state"] == "accepted", what=f"{writer.name} sees it taken")

    def see_a_night(self, agency, number):
        agency.tasuki("sign", "observe", SIGN, "--day", "yesterday", "--seen", "--note", f"{number}晩目の記録")
        for other in self.close:
            if other.process:
                eventually(lambda: len(self.nights(other)) == number, what=f"{other.name} knows of night {number}")

    def nights(self, agency):
        (sign,) = agency.lines("sign", "list", self.team)
        return [(line["day"], line["agency_id"]) for line in sign["series"] if line["seen"]]

    def alerts(self, agency):
        return [line for line in agency.inbox() if line["kind"] == "alert"]

    def saturday(self):
        for agency in (self.office, self.centre, self.neighbour):
            agency.stop()
        self.world.set_clock("2026-02-14T01:00:00Z")
        self.see_a_night(self.nurses, 2)
        self.assertEqual([self.alerts(agency) for agency in (self.hospital, self.nurses, self.helper)], [[], [], []])

    def sunday_at_night(self):
        self.world.set_clock("2026-02-14T17:10:00Z")
        urgent = self.urgent = self.hospital.one(
            "send", self.team, "--urgency", "phone", "--situation", "water-intoxication", "--category", "warning-sign", "--to",
            f"{self.nurses.id},{self.office.id}", "--basis", "said-by-person", "--body", AT_NIGHT)["message_id"]
        self.told[AT_NIGHT] = {self.hospital, self.nurses, self.office, self.helper}
        eventually(lambda: urgent in {line["message_id"] for line in self.nurses.inbox()}, what="the nurses have it")
        self.wait_until("2026-02-14T17:20:30Z")
        for step, called, disclosure in ((1, (self.nurses, ON_DUTY), "has-it"), (2, (self.brother, BROTHER), "denied"),
                                         (3, (self.helper, HELPER), "sent")):
            turn = self.whose_turn(step)
            self.assertEqual((turn["agency_id"], turn["number"], turn["disclosure"]), (called[0].id, called[1], disclosure))
            self.hospital.tasuki("call", "log", urgent, "--number", called[1], "--outcome", "answered" if step == 3 else "no-answer")
        (forward,) = eventually(lambda: self.helper.inbox("--unopened"), what="the helper was told")[:1]
        self.assertEqual((forward["kind"], forward["urgency"], forward["body"]), ("escalation", "phone", AT_NIGHT))
        self.assertGreaterEqual(forward["age_seconds"], 600, "as old as when it was first said, not as its forward")
        self.helper.tasuki("accept", forward["message_id"])
        eventually(lambda: self.hospital.receipts(urgent)[self.helper.id]["state"] == "accepted", what="the ward sees who took it")
        self.wait_until("2026-02-14T17:50:00Z")
        taken = self.hospital.one("call", "next", urgent)
        self.assertEqual((taken["agency_id"], taken["number"], taken["say_code"]), (self.helper.id, HELPER, "say-taken"))
        steps = {line.get("step") for line in self.hospital.lines("receipts", urgent)}
        self.assertEqual((steps, taken["exhausted"]), ({None, 1, 2, 3}, False), "it goes no further")

    def wait_until(self, moment):
        """What nodes count goes on, too; logins end meanwhile."""
        self.world.set_clock(moment + "\nuptime")
        for agency in (self.hospital, self.nurses, self.helper, self.brother):
            agency.login()

    def whose_turn(self, step):
        return eventually(lambda: (turn := self.hospital.one("call", "next", self.urgent))["step"] == step and turn,
                          what=f"step {step}")

    def sunday_morning(self):
        self.world.set_clock("2026-02-14T22:00:00Z")
        self.see_a_night(self.hospital, 3)
        for agency in (self.hospital, self.nurses, self.helper):
            (alert,) = eventually(lambda: self.alerts(agency), what=f"the alert is at {agency.name}")
            self.assertEqual((alert["by_node"], alert["sign"]["first_day"], alert["sign"]["last_day"]), (True, "2026-02-12", "2026-02-14"))
            self.assertEqual(self.nights(agency), [("2026-02-12", self.helper.id), ("2026-02-13", self.nurses.id),
                                                   ("2026-02-14", self.hospital.id)])
        shown = self.nurses.one("open", self.alerts(self.nurses)[0]["message_id"])
        self.assertIn("その日のうちに訪問する", json.dumps(shown["plan_steps"], ensure_ascii=False))

    def monday(self):
        self.world.set_clock("2026-02-15T23:00:00Z")
        back = self.hospital.one("handoff", "write", self.team, "--back", "--category", "warning-sign,sleep-meals", "--situation",
                                 "夜の電話のあと落ち着いた")
        self.assertEqual({line["agency_id"] for line in back["recipients"]}, {self.office.id, self.nurses.id})
        told = {(item["what"], item["message_id"]) for item in back["prefilled"]}
        self.assertIn(("call", self.urgent), told)
        self.assertNotIn(("unaccepted", self.urgent), told, "the helper took it")
        self.world.set_clock("2026-02-15T23:30:00Z")
        for agency in (self.office, self.centre, self.neighbour):
            agency.start()
            agency.login()
        self.accept(self.office, back["message_id"], self.hospital)
        self.assertEqual(len(eventually(lambda: self.alerts(self.office), what="the office has the alert")), 1)
        self.assertEqual(len(self.nights(self.office)), 3)
        self.told["夜の電話のあと落ち着いた"] = {self.hospital, self.nurses, self.office}
        self.told["薬は飲めている"] = {self.hospital, self.nurses}
        self.tell(self.office, self.team, "contact", "今週お休みします", self.centre)

    # ---- what each sees of it

    def sections(self, agency):
        return sum(len(version["sections"]) for version in agency.lines("crisis-plan", "versions", self.team))

    def check_what_others_do_not_see(self):
        seen = {agency: [line["body"] for line in agency.inbox()] for agency in (self.centre, self.brother)}
        self.assertEqual(seen, {self.centre: ["今週お休みします"], self.brother: ["退院のあとの連絡先"]})
        self.assertEqual((self.sections(self.centre), self.sections(self.brother), self.sections(self.neighbour)), (0, 0, 2))
        plan = json.dumps(self.neighbour.one("crisis-plan", "show", self.team), ensure_ascii=False)
        self.assertIn("合鍵", plan)
        self.assertNotIn(SIGN, plan)
        self.assertNotIn("その日のうちに訪問する", plan)
        for agency in (self.centre, self.brother, self.neighbour):
            self.assertEqual(agency.lines("sign", "list", self.team), [], agency.name)
            self.assertEqual(agency.lines("handoff", "list", self.team), [], agency.name)
            self.assertEqual(self.alerts(agency), [], agency.name)
            for text in (SIGN, "晩目の記録", AT_NIGHT):
                self.assertEqual(agency.lines("search", text), [], f"{agency.name}: {text}")
            rows = self.hospital.lines("audit", "disclosures", "--team", self.team, "--to", agency.id)
            self.assertEqual(rows, [], f"the hospital told {agency.name} nothing")
        for agency in self.world.agencies:
            self.assertTrue(agency.one("audit", "verify")["ok"], agency.name)

    def check_that_every_page_fits(self):
        team = self.team[:8]  # as people type it
        pages = (("inbox",), ("inbox", "--sent"), ("receipts", self.urgent), ("audit", "disclosures"), ("audit", "verify"),
                 ("sign", "list", team), ("handoff", "list", team), ("due", team), ("questions",), ("roster", "now", team),
                 ("roster", "show", team), ("agency", "list"), ("contact", "list"), ("status",), ("team", "show", team),
                 ("consent", "list", team))
        too_wide = [f"{agency.name} {words[0]}: {line}" for agency in (self.hospital, self.office) for words in pages
                    for line in agency.tasuki("--lang", "ja", *words, json_output=False).stdout.splitlines() if columns(line) > WIDTH]
        self.assertEqual(too_wide, [], "\n".join(too_wide))


if __name__ == "__main__":
    unittest.main()
