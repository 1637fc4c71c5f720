"""Three nights without sleep: what helper, nurse and ward see by themselves becomes one alert, through the real programs."""

import datetime
import json
import threading
import unittest

from harness import World, eventually, never_within

CATEGORIES = "warning-sign,sleep-meals"
TOKYO = datetime.timezone(datetime.timedelta(hours=9))


class Watching:
    """What `watch` tells the people of an agency."""

    def __init__(self, agency):
        self.process = agency.stream("watch")
        self.events = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        eventually(lambda: self.events, what="watching")

    def _read(self):
        for line in self.process.stdout:
            self.events.append(json.loads(line))

    def alerts(self, event="alert"):
        return [each for each in self.events if each["event"] == event]

    def close(self):
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()


class ThreeNights(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.close)
        self.office = self.world.agency("ひまわり相談支援センター", "consultation-support")
        self.helper = self.world.agency("そよかぜヘルパー", "home-help")
        self.nurses = self.world.agency("みどり訪問看護", "visiting-nursing")
        self.ward = self.world.agency("さくら精神科病院", "psychiatric-hospital")
        self.centre = self.world.agency("あおぞら地域活動支援センター", "activity-centre")
        self.told = (self.office, self.helper, self.nurses, self.ward)
        everybody = (*self.told, self.centre)
        self.world.pair_all(*everybody)
        self.team = self.world.team(*everybody)
        self.world.consent(self.office, self.team, self.told[1:], CATEGORIES, seen_by=everybody)
        self.world.consent(self.ward, self.team, [self.office], CATEGORIES, seen_by=everybody)
        today = datetime.datetime.now(TOKYO).date()
        self.days = [str(today - datetime.timedelta(days=ago)) for ago in (3, 2, 1)]

    def define(self, *arguments, to=None, **how):
        return self.office.tasuki("sign", "define", self.team, "--what", "三日つづけて眠れない", "--category", "sleep-meals",
                                  "--days", "3", "--view", "objective", "--stage", "yellow", "--urgency", "message",
                                  "--to", ",".join(agency.id for agency in to or self.told[1:]), *arguments, **how)

    def sign_of(self, agency):
        return next(iter(agency.lines("sign", "list", self.team)), None)

    def alerts_of(self, agency):
        return [line for line in agency.inbox() if line["kind"] == "alert"]

    def watch(self, *agencies):
        watching = {agency: Watching(agency) for agency in agencies}
        for each in watching.values():
            self.addCleanup(each.close)
        return watching

    def test_become_one_alert_that_the_activity_centre_gets_nothing_of(self):
        refused = self.define(to=(self.ward, self.centre), expect=5).one
        self.assertEqual(refused["error"]["code"], "consent-missing")
        self.assertIn(self.centre.id, str(refused))
        sign = self.define().one["sign_id"]
        for agency in self.told:
            self.assertEqual(eventually(lambda: self.sign_of(agency), what="the sign is known")["sign_id"], sign)
        watching = self.watch(*self.told, self.centre)

        first, second, third = self.days
        self.helper.tasuki("sign", "observe", sign, "--day", first, "--seen", "--note", "朝まで起きていたそうです")
        self.nurses.tasuki("sign", "observe", sign, "--day", second, "--seen")
        eventually(lambda: len(self.sign_of(self.ward)["series"]) == 2, what="the ward knows of both nights")
        listed = self.sign_of(self.ward)
        self.assertEqual([(line["day"], line["seen"], line["agency_id"]) for line in listed["series"]],
                         [(first, True, self.helper.id), (second, True, self.nurses.id)])
        self.assertIsNone(listed["open_episode"])
        self.assertFalse(any(self.alerts_of(agency) for agency in self.told))

        self.ward.tasuki("sign", "observe", sign, "--day", third, "--seen")
        for agency in self.told:
            alert = eventually(lambda: next(iter(self.alerts_of(agency)), None), what=f"the alert is at {agency.name}")
            self.assertTrue(alert["by_node"])
            self.assertEqual((alert["from_agency"], alert["urgency"]), (self.ward.id, "message"))
            self.assertEqual((alert["sign"]["first_day"], alert["sign"]["last_day"]), (first, third))
            self.assertEqual(alert["sign"]["stage"], "yellow")
            eventually(lambda: watching[agency].alerts(), what=f"{agency.name} is told")
        never_within(lambda: any(len(watching[agency].alerts()) != 1 for agency in self.told), 2, what="told twice")
        self.assertEqual({watching[agency].alerts()[0]["episode_id"] for agency in self.told},
                         {self.sign_of(self.office)["open_episode"]["episode_id"]})
        self.assertEqual(self.office.one("audit", "verify")["ok"], True)

        self.assertEqual(self.centre.inbox(), [])
        self.assertEqual(self.centre.lines("sign", "list", self.team), [])
        self.assertEqual([each for each in watching[self.centre].events if each["event"] not in
                          ("watching", "peer-up", "peer-down")], [])

        shown = self.nurses.tasuki("sign", "list", self.team, "--lang", "ja", json_output=False).stdout
        for part in ("三日つづけて眠れない", "黄（注意）", "3日のうち3日", "さくら精神科病院", "███"):
            self.assertIn(part, shown)

    def test_a_night_that_comes_late_counts_and_a_report_of_the_same_is_not_told_twice(self):
        sign = self.define().one["sign_id"]
        for agency in self.told:
            eventually(lambda: self.sign_of(agency), what="the sign is known")
        self.office.stop()  # so that its inbox shows what comes while nobody was there
        self.helper.stop()
        self.nurses.tasuki("sign", "observe", sign, "--day", self.days[1], "--seen")
        self.ward.tasuki("sign", "observe", sign, "--day", self.days[2], "--seen")
        eventually(lambda: len(self.sign_of(self.ward)["series"]) == 2, what="the ward knows of both nights")
        self.helper.start()
        self.helper.login()
        watching = self.watch(self.helper, self.ward)
        self.helper.tasuki("sign", "observe", sign, "--day", self.days[0], "--seen")
        eventually(lambda: watching[self.ward].alerts(), what="the third night makes the alert")
        reported = self.ward.one("sign", "report", sign, "--note", "病棟に電話がありました")
        self.assertTrue(reported["again"])
        eventually(lambda: watching[self.helper].alerts("alert-again"), what="the report came")
        self.assertEqual(len(watching[self.helper].alerts()), 1)
        self.office.start()
        self.office.login()
        eventually(lambda: len(self.alerts_of(self.office)) == 2, what="both are there in the morning")


if __name__ == "__main__":
    unittest.main()
