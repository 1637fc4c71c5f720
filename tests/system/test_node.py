"""One node on its machine: unlocking, what lies about after a crash, a full disk, manners."""

import sys
import unittest

from harness import NodeDidNotStart, World, eventually
from harness.small_disk import SmallDisk


class Unlocking(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.close)
        self.office = self.world.agency("ひまわり相談支援センター", "consultation-support")

    def test_a_wrong_passphrase_ends_with_3_and_leaves_nothing_half_started(self):
        self.office.stop()
        before = {path.name for path in self.office.home.rglob("*")}
        wrong = self.office.secret_file("wrong", "違う合言葉")
        with self.assertRaises(NodeDidNotStart) as raised:
            self.office.start(passphrase_file=wrong)
        self.assertEqual(raised.exception.code, 3)
        self.assertEqual({path.name for path in self.office.home.rglob("*")} - before, set())
        self.office.start()
        self.assertFalse(self.office.one("status")["locked"])

    def test_the_recovery_code_unlocks_where_the_passphrase_is_lost(self):
        self.office.stop()
        self.office.start(passphrase_file=self.office.secret_file("recovery", self.office.recovery_code.lower()))
        self.assertFalse(self.office.one("status")["locked"])
        self.office.stop()
        another = self.world.agency("さくら精神科病院", "psychiatric-hospital", start=False).recovery_code
        with self.assertRaises(NodeDidNotStart) as raised:
            self.office.start(passphrase_file=self.office.secret_file("another", another))
        self.assertEqual(raised.exception.code, 3)

    def test_without_a_node_every_command_ends_with_3(self):
        self.office.stop()
        self.office.refused("status", code=3)
        self.office.refused("inbox", code=3)

    def test_a_wrong_login_passphrase_says_so(self):
        self.office.tasuki("logout")
        wrong = self.office.secret_file("wrong", "違う合言葉")
        self.assertEqual(self.office.refused("login", self.office.admin, "--passphrase-file", wrong, code=1),
                         "wrong-passphrase")
        self.assertEqual(self.office.refused("inbox", code=1), "not-logged-in")
        self.office.login()
        self.assertEqual(self.office.one("whoami")["staff_id"], self.office.staff_id)

    def test_a_second_node_on_the_same_home_is_refused(self):
        first, self.office.process = self.office.process, None
        try:
            with self.assertRaises(NodeDidNotStart):
                self.office.port, kept = self.office.port + 1, self.office.port
                try:
                    self.office.start()
                finally:
                    self.office.port = kept
        finally:
            self.office.process = first
        self.assertFalse(self.office.one("status")["locked"])

    def test_it_starts_again_whatever_a_kill_left_lying_about(self):
        self.office.kill()
        left = {path for path in self.office.home.rglob("*") if path.is_socket() or "lock" in path.name}
        self.assertTrue(left, "a killed node leaves its socket")
        self.office.start()
        self.office.login()
        self.assertEqual(self.office.one("whoami")["name"], self.office.admin)

    def test_an_auditor_reads_the_trail_and_nothing_else(self):
        self.office.add_staff("監査 一郎", "other", role="auditor")
        self.assertTrue(self.office.one("audit", "verify", staff="監査 一郎")["ok"])
        self.office.refused("inbox", code=1, staff="監査 一郎")
        self.office.refused("team", "create", "Xさん", code=1, staff="監査 一郎")

    def test_staff_cannot_manage_staff_and_a_disabled_one_is_out(self):
        person = self.office.add_staff("看護 太郎", "visiting-nurse")
        secret = self.office.secret_file("new", "x" * 12)
        self.office.refused("staff", "add", "別 の人", "--profession", "psw", "--passphrase-file", secret, code=1,
                            staff="看護 太郎")
        self.office.tasuki("staff", "disable", person)
        self.office.refused("inbox", code=1, staff="看護 太郎")
        listed = {line["staff_id"]: line for line in self.office.lines("staff", "list")}
        self.assertFalse(listed[person]["active"])


class Calendar(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.close)
        self.office = self.world.agency("ひまわり相談支援センター", "consultation-support")
        self.config = self.office.home / "tasuki.toml"

    def test_days_are_typed_in_the_zone_that_the_configuration_names(self):
        hospital = self.world.agency("さくら精神科病院", "psychiatric-hospital")
        self.world.pair(self.office, hospital)
        team = self.world.team(self.office, hospital)
        self.assertEqual(self.office.one("status")["time_zone"], "Asia/Tokyo")
        self.assertEqual(self.consent_from_july(team, hospital), "2026-07-12T15:00:00.000Z")
        self.config.write_text('time_zone = "America/New_York"\n')
        self.office.restart()
        self.office.login()
        self.assertEqual(self.office.one("status")["time_zone"], "America/New_York")
        self.assertEqual(self.consent_from_july(team, hospital), "2026-07-13T04:00:00.000Z")

    def consent_from_july(self, team, hospital):
        consent = self.world.consent(self.office, team, [hospital], "money", **{"from": "2026-07-13"})
        return next(line for line in self.office.lines("consent", "list", team) if line["consent_id"] == consent)["from"]

    def test_a_configuration_that_cannot_be_meant_is_told_and_nothing_starts(self):
        self.office.stop()
        (self.office.home / "holidays.toml").write_text("[[added]]\nday = 2026-12-29\n")
        for text in ('time_zone = "Asia/Edo"\n', 'holidays = "holidays.toml"\n', 'holidays = "none.toml"\n'):
            self.config.write_text(text)
            with self.assertRaises(NodeDidNotStart) as raised:
                self.office.start()
            self.assertEqual(raised.exception.code, 2, text)
        (self.office.home / "holidays.toml").write_text('[[added]]\nday = 2026-12-29\nname = "年末"\n')
        self.config.write_text('holidays = "holidays.toml"\n')
        self.office.start()


class Init(unittest.TestCase):
    def test_makes_an_agency_with_passphrases_that_cost_what_they_should(self):
        world = World(costly=True)
        self.addCleanup(world.close)
        office = world.agency("ひまわり相談支援センター", "consultation-support")
        self.assertEqual(office.one("whoami")["staff_id"], office.staff_id)
        self.assertRegex(office.recovery_code, "^([0-9A-Z]{6}-){5}[0-9A-Z]{6}$")
        self.assertEqual(office.run("init", "--agency", "x", "--kind", "clinic", "--passphrase-file",
                                    office.passphrase_file).code, 1, "a home is made once")


class OpenedUp(unittest.TestCase):
    """Somebody gave others rights to a part of the home: the node says which, and does not start before it is mended."""

    PARTS = ("", "slots", "slots/passphrase.slot", "slots/recovery-code.slot", "store.db", "store.db-wal", "lock")

    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.close)
        self.office = self.world.agency("ひまわり相談支援センター", "consultation-support")
        self.office.kill()  # so that there is a write-ahead log

    def assert_refused(self, part, mode):
        path = self.office.home / part
        kept = path.stat().st_mode & 0o777
        path.chmod(kept | mode)
        said = len(self.office.log_text())
        with self.assertRaises(NodeDidNotStart) as raised:
            self.office.start()
        self.assertEqual(raised.exception.code, 3)
        sentence = self.office.log_text()[said:]
        self.assertIn(f"[{path.name}]", sentence)
        self.assertIn("chmod go=", sentence, "it says what to do")
        path.chmod(kept)

    def test_a_home_that_others_could_read_is_refused_until_it_is_closed(self):
        for part in self.PARTS:
            for mode in (0o040, 0o004, 0o002):
                with self.subTest(part=part, mode=oct(mode)):
                    self.assert_refused(part, mode)
        self.office.start()
        self.assertFalse(self.office.one("status")["locked"])

    def test_a_socket_that_was_opened_up_is_made_anew(self):
        (self.office.home / "api.sock").chmod(0o777)
        self.office.start()
        self.assertEqual((self.office.home / "api.sock").lstat().st_mode & 0o777, 0o600)


class Manners(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.close)
        cls.office = cls.world.agency("ひまわり相談支援センター", "consultation-support")
        cls.team = cls.office.one("team", "create", "Aさん")["team_id"]

    def test_wrong_usage_ends_with_2_and_asks_nothing(self):
        for words in ((), ("no-such-verb",), ("send", self.team, "--category", "symptoms", "--body", "x"),
                      ("send", self.team, "--urgency", "message", "--body", "x"),
                      ("send", self.team, "--urgency", "urgent", "--category", "symptoms", "--body", "x"),
                      ("login", self.office.admin), ("roster", "show"), ("handoff", "list")):
            with self.subTest(words):
                self.assertEqual(self.office.run(*words).code, 2)

    def test_flags_stand_before_or_after_the_verb(self):
        before = self.office.one("whoami")
        after = self.office.tasuki("whoami", "--json", json_output=False).one
        self.assertEqual(before, after)

    def test_a_prefix_of_six_characters_names_a_team(self):
        self.assertEqual(self.office.one("team", "show", self.team[:6])["team_id"], self.team)
        self.assertNotEqual(self.office.run("team", "show", self.team[:5]).code, 0)

    def test_arguments_are_utf_8_whatever_the_locale(self):
        team = self.office.one("team", "create", "斎藤さん")["team_id"]
        self.assertEqual(self.office.one("team", "show", team)["person"], "斎藤さん")

    def test_names_that_look_alike_stay_apart(self):
        for name in ("斎藤 花", "齋藤 花", "斉藤 花"):
            self.office.add_staff(name, "visiting-nurse")
        names = {line["name"] for line in self.office.lines("staff", "list")}
        self.assertLessEqual({"斎藤 花", "齋藤 花", "斉藤 花"}, names)
        self.assertEqual(self.office.one("whoami", staff="齋藤 花")["name"], "齋藤 花")

    def test_files_of_the_home_are_its_owners_alone(self):
        for path in [self.office.home, *self.office.home.rglob("*")]:
            self.assertEqual(path.lstat().st_mode & 0o077, 0, f"{path.name} is open to others")

    def test_an_error_without_json_is_a_sentence_on_stderr(self):
        said = self.office.tasuki("team", "show", "ffffff", expect=1, json_output=False)
        self.assertEqual(said.stdout, "")
        self.assertTrue(said.stderr.strip())


class Bodies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.close)
        cls.office = cls.world.agency("ひまわり相談支援センター", "consultation-support")
        cls.hospital = cls.world.agency("さくら精神科病院", "psychiatric-hospital")
        cls.world.pair(cls.office, cls.hospital)
        cls.team = cls.world.team(cls.office, cls.hospital)
        cls.world.everybody_may_know_everything(cls.team, cls.office, cls.hospital)

    def send(self, body):
        return self.office.run("send", self.team, "--urgency", "message", "--category", "daily-life",
                               "--body-file", "-", stdin=body)

    def assert_arrives(self, body):
        answer = self.send(body)
        self.assertEqual(answer.code, 0, answer)
        message = answer.one["message_id"]
        line = eventually(lambda: next((line for line in self.hospital.inbox("--limit", "1000")
                                        if line["message_id"] == message), None), what="the body arrived")
        self.assertEqual(line["body"], body)

    def test_64_kib_arrive_whole(self):
        self.assert_arrives("あ" * 21845 + "x")
        self.assert_arrives("x" * 65536)

    def test_one_byte_more_is_refused(self):
        answer = self.send("x" * 65537)
        self.assertIn(answer.code, (1, 2), answer)

    def test_an_empty_body_arrives(self):
        self.assert_arrives("")

    def test_invalid_utf_8_is_refused(self):
        for body in (b"\xff", b"abc\xc3", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80"):
            with self.subTest(body):
                self.assertIn(self.send(body).code, (1, 2))

    def test_look_alikes_half_width_and_emoji_arrive_unchanged(self):
        for body in ("斎藤と齋藤と斉藤", "ﾊﾝｶｸとハンカク", "👩‍⚕️🏥", "が（が）", "改行\n\tタブ\r\n", "\u200b\u202e"):
            with self.subTest(body):
                self.assert_arrives(body)


class FullDisk(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.close)
        self.disk = SmallDisk(self.world.folder / "small-disk", megabytes=6)
        self.addCleanup(self.disk.close)
        if not self.disk.available():
            print("this machine lets nobody mount a tmpfs: the full disk is not tried", file=sys.stderr)
            self.skipTest("no tmpfs can be mounted here")
        self.office = self.world.agency("ひまわり相談支援センター", "consultation-support")
        self.office.close()
        self.office.home = self.disk.folder / "home"
        self.office.init_cheaply().start()
        self.office.login()
        self.hospital = self.world.agency("さくら精神科病院", "psychiatric-hospital")
        self.world.pair(self.office, self.hospital)
        self.team = self.world.team(self.office, self.hospital)
        self.world.everybody_may_know_everything(self.team, self.office, self.hospital)

    def send(self, agency, body):
        return agency.run("send", self.team, "--urgency", "message", "--category", "daily-life", "--body", body)

    def fill_until_refused(self):
        """The ids of what was confirmed meanwhile, and the refusal."""
        self.disk.fill()
        confirmed = []
        for number in range(200):
            answer = self.send(self.office, f"満杯 {number} " + "x" * 20000)
            if answer.code != 0:
                return confirmed, answer
            confirmed.append(answer.one["message_id"])
        self.fail("the disk never got full")

    def arrived(self):
        return {line["message_id"]: line["body"] for line in self.hospital.inbox("--limit", "1000")}

    def test_a_full_disk_refuses_keeps_what_was_confirmed_and_recovers(self):
        before = self.send(self.office, "満杯の前").one["message_id"]
        confirmed, refusal = self.fill_until_refused()
        self.assertEqual((refusal.code, refusal.error), (1, "disk-full"))
        said = self.office.run("send", self.team, "--urgency", "message", "--category", "daily-life", "--body",
                               "x" * 20000, json_output=False)
        self.assertIn("空き", said.stderr, "it says what to do")
        status = self.office.one("status")
        self.assertIn("disk-full", status["warnings"])
        process = self.office.process.pid
        self.disk.free()
        eventually(lambda: self.send(self.office, "回復の後").code == 0, what="the node takes messages again")
        self.assertEqual(self.office.process.pid, process)
        eventually(lambda: "回復の後" in self.arrived().values())
        eventually(lambda: {before, *confirmed} <= set(self.arrived()), what="nothing that was confirmed is lost")
        eventually(lambda: "disk-full" not in self.office.one("status").get("warnings", []))
        self.assertTrue(self.office.one("audit", "verify")["ok"])

    def test_a_node_that_is_killed_on_a_full_disk_starts_again_and_has_everything(self):
        before = self.send(self.office, "満杯の前").one["message_id"]
        confirmed, _ = self.fill_until_refused()
        self.office.kill()
        try:
            self.office.start()
        except NodeDidNotStart as refused:
            self.assertEqual(refused.code, 3)
            self.assertIn("disk", self.office.log_text().splitlines()[-1])
        self.disk.free()
        if self.office.process is None:
            self.office.start()
        self.office.login()
        eventually(lambda: {before, *confirmed} <= set(self.arrived()), what="nothing that was confirmed is lost")
        self.assertTrue(self.office.one("audit", "verify")["ok"])

    def test_a_recipient_with_a_full_disk_gets_it_later(self):
        self.disk.fill()
        answer = self.send(self.hospital, "届くまで待つ")
        self.assertEqual(answer.code, 0, answer)
        message = answer.one["message_id"]
        self.disk.free()
        eventually(lambda: self.hospital.receipts(message)[self.office.id]["state"] == "delivered", within=40)
        bodies = [line["body"] for line in self.office.inbox()]
        self.assertEqual(bodies.count("届くまで待つ"), 1)


if __name__ == "__main__":
    unittest.main()
