"""The crisis plan and the agency directory through the real programs: what every agency sees, and does not see."""

import json
import unittest

from harness import World, eventually

PLAN = """
review = 2026-09-01

[own-words]
share = ["team"]
lines = ["ゆっくり話してください"]

[red]
share = ["さくら精神科病院", "みどり訪問看護"]
categories = ["symptoms"]
signs = ["三日つづけて眠れない"]
person = ["病棟に電話する"]
family = ["一人にしない"]
avoid = ["大声を出すこと"]
[[red.agency]]
name = "さくら精神科病院"
does = ["すぐに入院を受ける"]
[[red.agency]]
name = "みどり訪問看護"
does = ["その日のうちに訪問する"]

[contacts]
share = ["team"]
[[contacts.call]]
window = "night"
name = "さくら精神科病院"
number = "045-000-0001"

[keys]
share = ["さくら精神科病院", "となりの家"]
holders = ["となりの家が合鍵を持つ"]
"""

RED = ("三日つづけて眠れない", "すぐに入院を受ける", "その日のうちに訪問する", "大声を出すこと")


class Plan(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World(clock="2026-02-13T17:00:00+09:00")
        cls.addClassCleanup(cls.world.close)
        cls.office = cls.world.agency("ひまわり相談支援センター", "consultation-support")
        cls.hospital = cls.world.agency("さくら精神科病院", "psychiatric-hospital")
        cls.nurses = cls.world.agency("みどり訪問看護", "visiting-nursing")
        cls.neighbour = cls.world.agency("となりの家", "neighbour")
        cls.all = (cls.office, cls.hospital, cls.nurses, cls.neighbour)
        for other in cls.all[1:]:
            cls.world.pair(cls.office, other)
        cls.team = cls.world.team(*cls.all)
        cls.world.consent(cls.office, cls.team, [cls.hospital, cls.nurses], "crisis-plan,symptoms", seen_by=cls.all)
        cls.world.consent(cls.office, cls.team, [cls.neighbour], "crisis-plan", seen_by=cls.all)
        cls.plan = cls.world.folder / "plan.toml"

    def set_plan(self, text=PLAN, *options, expect=0):
        self.plan.write_text(text)
        return self.office.tasuki("crisis-plan", "set", self.team, str(self.plan), *options, expect=expect).one

    def shown(self, agency, *options):
        return agency.one("crisis-plan", "show", self.team, *options)

    def await_version(self, agency, version, sections):
        eventually(lambda: any(line["version"] == version and len(line["sections"]) == sections
                               for line in agency.lines("crisis-plan", "versions", self.team)),
                   what=f"{agency.name} has version {version}")

    def test_1_each_agency_sees_its_sections_and_no_others(self):
        sent = self.set_plan()
        self.assertEqual(sent["version"], 1)
        self.await_version(self.hospital, 1, 4)
        self.await_version(self.nurses, 1, 3)
        self.await_version(self.neighbour, 1, 3)
        hospital = self.shown(self.hospital)
        self.assertEqual([section["section"] for section in hospital["sections"]],
                         ["stage-red", "own-words", "contacts", "keys"])
        nurses = json.dumps(self.shown(self.nurses), ensure_ascii=False)
        self.assertIn("その日のうちに訪問する", nurses)
        self.assertNotIn("合鍵", nurses)
        neighbour = json.dumps(self.shown(self.neighbour), ensure_ascii=False)
        self.assertIn("合鍵", neighbour)
        self.assertIn("045-000-0001", neighbour)
        everything = neighbour + self.neighbour.run("inbox").stdout + self.neighbour.run("search", "入院").stdout
        for text in RED:
            self.assertIn(text, json.dumps(hospital, ensure_ascii=False))
            self.assertNotIn(text, everything)
        page = self.neighbour.run("crisis-plan", "show", self.team, "--lang", "ja", json_output=False).stdout
        self.assertIn("かぎを持っている人", page)
        self.assertNotIn("赤：", page)

    def test_2_the_author_sees_who_has_which_version_and_who_opened_it(self):
        self.set_plan(PLAN.replace("すぐに入院を受ける", "満床でも受ける"))
        self.await_version(self.hospital, 2, 4)
        self.assertEqual(self.shown(self.hospital)["version"], 2)

        def opened():
            holders = {line["agency_id"]: line for line in self.shown(self.office)["holders"]}
            return holders[self.hospital.id]["opened"] and holders[self.hospital.id]["version"] == 2

        eventually(opened, what="the office sees that the hospital read it")
        old = json.dumps(self.shown(self.hospital, "--number", "1"), ensure_ascii=False)
        self.assertIn("すぐに入院を受ける", old)

    def test_3_what_is_not_permitted_is_refused_and_named(self):
        wide = PLAN.replace('share = ["さくら精神科病院", "みどり訪問看護"]', 'share = ["team"]')
        refused = self.set_plan(wide, expect=5)
        self.assertEqual(refused["error"]["code"], "consent-missing")
        self.assertEqual(refused["recipients"][0]["agency_id"], self.neighbour.id)
        self.assertEqual(refused["recipients"][0]["missing"], ["symptoms"])
        self.assertEqual(refused["recipients"][0]["sections"], ["stage-red"])
        before = len(self.office.lines("crisis-plan", "versions", self.team))
        sent = self.set_plan(wide, "--permitted-only")
        self.assertEqual(len(self.office.lines("crisis-plan", "versions", self.team)), before + 1)
        self.assertEqual([line["section"] for line in sent["denied"]], ["stage-red"])
        self.await_version(self.neighbour, sent["version"], 3)
        self.assertNotIn("眠れない", json.dumps(self.shown(self.neighbour), ensure_ascii=False))

    def test_4_template_export_and_pages(self):
        template = self.office.run("crisis-plan", "template", json_output=False).stdout
        self.set_plan(template.replace('"warning-sign"', '"symptoms"').replace(', "symptoms"]', "]")
                      .replace('categories = ["daily-life"]', "categories = []"))
        exported = self.world.folder / "exported.toml"
        self.office.tasuki("crisis-plan", "export", self.team, str(exported))
        again = self.office.one("crisis-plan", "set", self.team, str(exported), "--dry-run")
        self.assertEqual(again["denied"], [])
        broken = self.world.folder / "broken.toml"
        broken.write_text(exported.read_text().replace("[keys]", "[key]"))
        wrong = self.office.tasuki("crisis-plan", "set", self.team, str(broken), expect=2).one["error"]
        self.assertEqual(wrong["code"], "plan-unknown-key")
        self.assertRegex(wrong["argument"], r"broken\.toml:\d+ key")
        page = self.office.run("crisis-plan", "show", self.team, "--format", "html", "--person", "--lang", "ja",
                               json_output=False).stdout
        self.assertIn("<h2>黄：調子がくずれてきたとき</h2>", page)
        disaster = self.office.run("crisis-plan", "show", self.team, "--disaster", "--lang", "ja", json_output=False).stdout
        self.assertIn("お薬手帳", disaster)
        self.assertNotIn("黄：", disaster)

    def test_5_an_overdue_review_is_marked(self):
        self.set_plan(PLAN.replace("2026-09-01", "2026-02-01"))
        self.assertTrue(self.shown(self.office)["overdue"])

    def test_6_the_directory(self):
        self.hospital.tasuki("agency", "set", "--hours", "常時", "--asks", "入院相談,night-phone")
        self.nurses.tasuki("agency", "set", "--hours", "月-金 9:00-16:00", "--asks", "home-visit")
        eventually(lambda: all(line["confirmed_at"] for line in self.office.lines("agency", "list")
                               if line["agency_id"] in (self.hospital.id, self.nurses.id)), what="both have told")
        listed = {line["agency_id"]: line for line in self.office.lines("agency", "list")}
        self.assertEqual(listed[self.hospital.id]["hours"], "always")
        self.assertEqual(listed[self.hospital.id]["asks"], ["admission", "night-phone"])
        self.assertEqual(listed[self.nurses.id]["open"], "closed")
        self.assertEqual(listed[self.nurses.id]["changes_at"], "2026-02-16T00:00:00.000Z")
        self.assertIsNone(listed[self.neighbour.id]["open"])
        self.assertEqual([line["agency_id"] for line in self.office.lines("agency", "list", "--open-now")],
                         [self.hospital.id])
        self.assertEqual([line["agency_id"] for line in self.office.lines("agency", "list", "--asks", "home-visit")],
                         [self.nurses.id])
        self.assertFalse(self.office.one("agency", "show", self.nurses.id)["stale"])


if __name__ == "__main__":
    unittest.main()
