"""Five people and their teams, through the real programs: what every agency sees, and what it does not."""

import json
import unittest

from harness import World, eventually


class Scenario(unittest.TestCase):
    """`self.told` remembers each text and who is meant to have it; `check_who_sees_what` compares with what agencies see."""

    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.close)
        self.told = {}

    def agencies(self, **kinds):
        """Attributes of their own, all paired with each other."""
        made = {name: self.world.agency(*called) for name, called in kinds.items()}
        self.world.pair_all(*made.values())
        self.__dict__.update(made)
        return made

    def tell(self, sender, team, category, text, *recipients, urgency="message", more=()):
        """Sends, and remembers who is to see it: sender and recipients, nobody else."""
        message = sender.one("send", team, "--urgency", urgency, "--category", category, "--to",
                             ",".join(agency.id for agency in recipients), "--body", text, *more)["message_id"]
        self.told[text] = {sender, *recipients}
        for agency in recipients:
            eventually(lambda: message in {line["message_id"] for line in agency.inbox("--team", team)},
                       what=f"{agency.name} has: {text}")
        return message

    def check_denied(self, sender, team, category, text, recipient):
        """Consent does not allow it: nothing leaves, and the answer says for whom and what."""
        refused = sender.tasuki("send", team, "--urgency", "message", "--category", category, "--to", recipient.id,
                                "--body", text, expect=5).one["error"]
        self.assertEqual(refused["code"], "consent-missing")
        self.assertIn(recipient.id, str(refused))
        self.told[text] = set()

    def write_plan(self, author, team, own_words, *readers, expect=0):
        """A crisis plan with one section, for `readers`; waits until they have it."""
        file = author.folder / "plan.toml"
        share = ", ".join(f'"{agency.name}"' for agency in readers)
        file.write_text(f'review = 2027-01-31\n[own-words]\nshare = [{share}]\nlines = ["{own_words}"]\n', encoding="utf-8")
        answer = author.tasuki("crisis-plan", "set", team, file, expect=expect).one
        if expect == 0:
            for agency in readers:
                eventually(lambda: own_words in self.plan_of(agency, team), what=f"{agency.name} has the plan")
        return answer

    @staticmethod
    def plan_of(agency, team):
        """All that this agency sees of the team's plan, as text."""
        return json.dumps(agency.run("crisis-plan", "show", team).objects, ensure_ascii=False)

    def check_who_sees_what(self):
        for text, meant in self.told.items():
            for agency in self.world.agencies:
                found = agency.lines("search", text)
                self.assertEqual(bool(found), agency in meant, f"{agency.name}: {text}")


class TwoTeamsOneHousehold(Scenario):
    """A man in his twenties, and his mother: what she tells the psychologist is not for her son's team."""

    def test_what_the_mother_says_stays_in_her_team(self):
        self.agencies(hospital=("さくら精神科病院", "psychiatric-hospital"),
                      office=("ひまわり相談支援センター", "consultation-support"),
                      health=("中央保健所", "health-centre"),
                      stay=("つばさ短期入所", "short-stay"))
        son = self.world.team(self.office, self.hospital, self.health, self.stay, person="Bさん")
        mother = self.world.team(self.hospital, self.health, person="Bさんのお母さん")
        self.world.consent(self.office, son, [self.hospital, self.health, self.stay], "daily-life,risk",
                           seen_by=[self.hospital, self.health, self.stay])
        self.world.consent(self.hospital, son, [self.office], "daily-life,risk", seen_by=[self.office])
        self.world.consent(self.hospital, mother, [self.health], "family,symptoms", seen_by=[self.health])

        self.tell(self.office, son, "daily-life", "週末は短期入所を使います", self.hospital, self.health, self.stay)
        self.tell(self.hospital, mother, "family", "息子がこわいと話された", self.health)
        self.check_denied(self.hospital, son, "family", "母の面接の内容", self.office)
        self.check_who_sees_what()

        for agency in (self.office, self.stay):
            agency.refused("team", "show", mother, code=1)
        teams = {line["team_id"] for line in self.health.lines("team", "list")}
        self.assertEqual(teams, {son, mother})
        self.assertEqual(len(self.health.inbox("--team", son)), 1)
        self.assertEqual(len(self.health.inbox("--team", mother)), 1)

        for team, author in ((son, self.office), (mother, self.hospital)):
            self.world.consent(author, team, [self.health], "crisis-plan", seen_by=[self.health])
        self.write_plan(self.office, son, "静かな部屋で待つ", self.health)
        self.write_plan(self.hospital, mother, "妹の家に行く", self.health)
        for agency in (self.office, self.health, self.stay):
            self.assertNotIn("妹の家", self.plan_of(agency, son), agency.name)
        for agency in (self.hospital, self.health):
            self.assertNotIn("静かな部屋", self.plan_of(agency, mother), agency.name)
        self.assertNotIn("静かな部屋", self.plan_of(self.stay, son), "it was not for them")
        for agency in (self.office, self.stay):
            agency.refused("crisis-plan", "show", mother, code=1)


class ANewAgencyJoins(Scenario):
    """A man of 50, after a stroke: a care manager joins a team that has long been at work."""

    def test_it_sees_nothing_of_what_was_said_before_and_what_he_consents_to_from_then_on(self):
        self.agencies(hospital=("さくら精神科病院", "psychiatric-hospital"),
                      office=("ひまわり相談支援センター", "consultation-support"),
                      centre=("あおぞら地域活動支援センター", "activity-centre"),
                      manager=("もみじ居宅介護支援事業所", "care-management"))
        team = self.world.team(self.office, self.hospital, self.centre, person="Cさん")
        self.world.consent(self.office, team, [self.hospital, self.centre], "daily-life,symptoms",
                           seen_by=[self.hospital, self.centre])
        self.tell(self.office, team, "symptoms", "昨年の入院のこと", self.hospital)
        self.tell(self.office, team, "daily-life", "足もとがふらつく", self.hospital, self.centre)

        self.office.tasuki("team", "add", team, self.manager.id)
        everybody = {agency.id for agency in self.world.agencies}
        for agency in self.world.agencies:
            eventually(lambda: self.world.members(agency, team) == everybody, what=f"{agency.name} sees the new member")
        self.check_denied(self.office, team, "daily-life", "デイサービスの希望", self.manager)
        self.assertEqual(self.manager.inbox(), [])
        self.world.consent(self.office, team, [self.hospital], "crisis-plan", seen_by=[self.hospital])
        self.write_plan(self.office, team, "左側から話しかける", self.hospital)
        refused = self.write_plan(self.office, team, "左側から話しかける", self.manager, expect=5)
        self.assertEqual(refused["error"]["code"], "consent-missing")
        self.assertNotIn("左側から", self.plan_of(self.manager, team))
        consents = self.manager.lines("consent", "list", team)
        self.assertTrue(consents, "it knows what was agreed on, so that it can keep to it")
        self.check_who_sees_what()

        self.world.consent(self.office, team, [self.manager], "physical-health,daily-life",
                           seen_by=[self.hospital, self.manager])
        self.tell(self.hospital, team, "physical-health", "リハビリは週二回", self.manager)
        self.check_denied(self.hospital, team, "symptoms", "幻聴のようす", self.manager)
        self.assertEqual(len(self.manager.inbox()), 1, "nothing of before came with the consent")
        self.world.consent(self.office, team, [self.manager], "crisis-plan", seen_by=[self.manager])
        self.assertNotIn("左側から", self.plan_of(self.manager, team), "nor the plan, until somebody sends it")
        self.write_plan(self.office, team, "左側から話しかける", self.hospital, self.manager)
        self.check_who_sees_what()


class ATeamEnds(Scenario):
    """A father in his seventies, after his son's death: the son's team ends, and his own begins with his own consent."""

    def test_records_stay_nobody_adds_to_them_and_the_new_team_knows_nothing(self):
        self.agencies(office=("ひまわり相談支援センター", "consultation-support"),
                      nurses=("みどり訪問看護", "visiting-nursing"),
                      support=("みなみ地域包括支援センター", "community-support"),
                      neighbour=("民生委員の小川さん", "neighbour"))
        son = self.world.team(self.office, self.nurses, person="Dさん")
        self.world.consent(self.office, son, [self.nurses], "daily-life", seen_by=[self.nurses])
        last = self.tell(self.office, son, "daily-life", "息子さんの最後の週のようす", self.nurses)

        self.office.tasuki("team", "remove", son, self.nurses.id)
        eventually(lambda: self.nurses.run("send", son, "--urgency", "message", "--category", "daily-life", "--body",
                                           "x").code == 1, what="the nurses cannot add to it any more")
        self.office.tasuki("team", "remove", son, self.office.id)
        ended = self.office.refused("send", son, "--urgency", "message", "--category", "daily-life", "--body", "x", code=1)
        self.assertEqual(ended, "team-ended")
        for words in (("sign", "define", son, "--what", "食事をとらない", "--days", "2", "--view", "objective", "--stage", "yellow",
                       "--urgency", "message", "--category", "sleep-meals"),
                      ("handoff", "write", son, "--situation", "x", "--to", self.nurses.id, "--category", "daily-life"),
                      ("milestone", "set", son, "monitored", "--on", "2026-02-01")):
            self.assertEqual(self.office.refused(*words, code=1), "team-ended", words[:2])
        for agency in (self.office, self.nurses):
            self.assertIn(last, {line["message_id"] for line in agency.lines("search", "最後の週")},
                          "what was said stays for as long as the law asks")

        father = self.world.team(self.support, self.neighbour, self.office, person="Dさんのお父さん")
        self.check_denied(self.support, father, "daily-life", "食事をとっていない", self.neighbour)
        self.world.consent(self.support, father, [self.neighbour], "contact", seen_by=[self.neighbour])
        self.tell(self.support, father, "contact", "今週の見守りをお願いします", self.neighbour)
        self.assertEqual(self.world.members(self.support, father),
                         {self.support.id, self.neighbour.id, self.office.id})
        self.nurses.refused("team", "show", father, code=1)
        self.check_who_sees_what()


class ThreePeopleOneHousehold(Scenario):
    """Son, daughter and old father under one roof: three teams, three consents, agencies that work in several."""

    def test_each_ones_matters_go_where_that_one_allows(self):
        self.agencies(day=("ひびき就労継続支援", "work-continuation"),
                      office=("ひまわり相談支援センター", "consultation-support"),
                      support=("みなみ地域包括支援センター", "community-support"),
                      volunteer=("ボランティアの森さん", "neighbour"))
        son = self.world.team(self.office, self.day, self.volunteer, person="Eさん（息子）")
        daughter = self.world.team(self.office, self.support, person="Eさん（娘）")
        father = self.world.team(self.support, self.office, self.volunteer, person="Eさん（父）")
        self.world.consent(self.office, son, [self.day], "physical-health,daily-life", seen_by=[self.day])
        self.world.consent(self.office, son, [self.volunteer], "contact", seen_by=[self.volunteer])
        self.world.consent(self.office, daughter, [self.support], "symptoms", seen_by=[self.support])
        self.world.consent(self.support, father, [self.office], "daily-life,housing", seen_by=[self.office])

        self.tell(self.office, son, "physical-health", "けがで通所できない", self.day)
        self.tell(self.office, son, "contact", "朝の付き添いをお願いします", self.volunteer)
        self.tell(self.office, daughter, "symptoms", "部屋から出てこない", self.support)
        self.tell(self.support, father, "housing", "何年も片づいていない家", self.office)
        self.check_denied(self.office, son, "symptoms", "娘の病状を息子のチームへ", self.day)
        self.world.consent(self.office, daughter, [self.support], "warning-sign,sleep-meals", seen_by=[self.support])
        self.office.tasuki("sign", "define", daughter, "--what", "昼まで起きてこない", "--days", "2", "--view", "objective", "--stage",
                           "yellow", "--urgency", "message", "--category", "sleep-meals", "--to", self.support.id)
        eventually(lambda: self.support.lines("sign", "list", daughter), what="the support centre has the daughter's sign")
        for agency, team in ((self.office, son), (self.support, father), (self.office, father), (self.day, son)):
            self.assertEqual(agency.lines("sign", "list", team), [], f"{agency.name}: a sign of the daughter's only")
        self.check_denied(self.support, father, "housing", "家のようすをボランティアへ", self.volunteer)
        self.day.refused("team", "show", daughter, code=1)
        self.volunteer.refused("team", "show", daughter, code=1)
        self.day.refused("team", "show", father, code=1)
        self.check_who_sees_what()


if __name__ == "__main__":
    unittest.main()
