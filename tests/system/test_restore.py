"""A disk dies: everything comes back from a backup, under new keys, and from the others."""

import pathlib
import shutil
import threading
import unittest

from harness import NodeDidNotStart, World, eventually

UNIT = pathlib.Path(__file__).resolve().parents[2] / "node/tasukid.service"


def messages(agency):
    """Id → how far it is, incoming and sent."""
    return {line["message_id"]: line["state"] for line in agency.lines("inbox", "--sent", "--limit", "1000")}


def board(agency, message):
    return {line["agency_id"]: line["state"] for line in agency.lines("receipts", message)}


class Restored(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.close)
        self.office = self.world.agency("ひまわり相談支援センター", "consultation-support")
        self.hospital = self.world.agency("さくら精神科病院", "psychiatric-hospital")
        self.nurses = self.world.agency("みどり訪問看護", "visiting-nursing")
        self.world.pair_all(self.office, self.hospital, self.nurses)
        self.team = self.world.team(self.office, self.hospital, self.nurses)
        self.world.everybody_may_know_everything(self.team, self.office, self.hospital, self.nurses)

    def send(self, agency, text, urgency="message"):
        return agency.one("send", self.team, "--urgency", urgency, "--category", "symptoms",
                          "--body", text)["message_id"]

    def await_board(self, agency, message, *recipients, state="delivered"):
        eventually(lambda: all(board(agency, message)[each.id] == state for each in recipients),
                   what=f"{message[:8]} is {state}")

    def backup_under_load(self, path):
        """While messages go out; what is confirmed before it begins is in it."""
        done = threading.Event()

        def load():
            number = 0
            while not done.is_set():
                self.send(self.nurses, f"負荷 {number}")
                number += 1

        sending = threading.Thread(target=load)
        sending.start()
        try:
            return self.hospital.one("backup", path)
        finally:
            done.set()
            sending.join()

    def lose_the_disk(self):
        self.hospital.kill()
        shutil.rmtree(self.hospital.home)

    def back_again(self, *arguments, backup):
        restored = self.hospital.one("restore", backup, *arguments)
        self.assertEqual(restored["agency_id"], self.hospital.id)
        self.hospital.start()
        self.hospital.login()
        eventually(lambda: not self.hospital.one("status")["catch_up"], within=60, what="everybody has answered")
        return restored["incarnation"]

    def test_the_disk_dies_twice_and_nothing_is_lost(self):
        kept = self.send(self.office, "控えの前")
        self.await_board(self.office, kept, self.hospital)
        self.hospital.one("open", kept)
        backup = self.hospital.folder / "backup"
        made = self.backup_under_load(backup)
        self.assertEqual(made["bytes"], backup.stat().st_size)
        self.assertEqual(backup.stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.hospital.refused("backup", backup, code=1), "file-exists")

        to_hospital = self.send(self.office, "控えの後に病院へ")
        self.await_board(self.office, to_hospital, self.hospital)
        self.hospital.one("open", to_hospital)
        self.hospital.one("accept", to_hospital)
        from_hospital = self.send(self.hospital, "控えの後に病院から")
        self.await_board(self.hospital, from_hospital, self.office, self.nurses)
        self.office.one("open", from_hospital)
        self.await_board(self.hospital, from_hospital, self.office, state="opened")
        self.await_board(self.office, to_hospital, self.hospital, state="accepted")
        eventually(lambda: self.hospital.one("status")["outbox"] == 0, what="everything has left")
        before = messages(self.hospital)

        first = self.lives(backup, before, from_hospital, "--passphrase-file", self.hospital.passphrase_file)
        code = self.hospital.secret_file("code", self.hospital.recovery_code.lower())
        second = self.lives(backup, before, from_hospital, "--recovery-code-file", code)
        self.assertGreater(second, first)

    def lives(self, backup, before, from_hospital, *keys):
        self.lose_the_disk()
        incarnation = self.back_again(*keys, backup=backup)
        self.assertEqual(messages(self.hospital), before)
        self.await_board(self.hospital, from_hospital, self.office, state="opened")
        self.await_board(self.hospital, from_hospital, self.nurses)
        verified = self.hospital.one("audit", "verify")
        self.assertTrue(verified["ok"], verified)
        new = self.send(self.hospital, "新しい鍵で")
        self.await_board(self.hospital, new, self.office, self.nurses)
        answer = self.send(self.office, "新しい鍵へ")
        self.await_board(self.office, answer, self.hospital)
        before.update(messages(self.hospital))
        return incarnation

    def test_the_earlier_process_is_refused_and_led_to_a_new_life(self):
        backup = self.hospital.folder / "backup"
        self.hospital.one("backup", backup)
        self.hospital.stop()
        earlier = self.hospital.folder / "earlier"
        shutil.copytree(self.hospital.home, earlier)
        shutil.rmtree(self.hospital.home)
        self.back_again("--passphrase-file", self.hospital.passphrase_file, backup=backup)
        self.hospital.stop()

        shutil.rmtree(self.hospital.home)
        shutil.copytree(earlier, self.hospital.home)
        self.hospital.start()
        self.hospital.login()
        stale = self.send(self.hospital, "古い鍵で")
        eventually(lambda: all(peer["last_error"] for peer in self.hospital.one("status")["peers"]),
                   what="both turn it away")
        self.assertEqual(set(board(self.hospital, stale).values()), {"queued"})

        self.assertEqual(self.hospital.refused("restore", "--here", "--passphrase-file",
                                               self.hospital.passphrase_file, code=3), "home-in-use")
        self.hospital.stop()
        self.hospital.one("restore", "--here", "--passphrase-file", self.hospital.passphrase_file)
        self.hospital.start()
        self.hospital.login()
        self.await_board(self.hospital, stale, self.office, self.nurses)

    def test_a_damaged_backup_changes_nothing(self):
        backup = self.hospital.folder / "backup"
        self.hospital.one("backup", backup)
        self.lose_the_disk()
        whole = backup.read_bytes()
        for name, content, code in (("cut", whole[:-4096], "backup-damaged"), ("other", b"x" * 4096, "not-a-backup"),
                                    ("changed", whole[:9000] + b"?" + whole[9001:], "backup-damaged")):
            with self.subTest(name):
                pathlib.Path(self.hospital.folder / name).write_bytes(content)
                self.assertEqual(self.hospital.refused("restore", self.hospital.folder / name, "--passphrase-file",
                                                       self.hospital.passphrase_file, code=1), code)
                self.assertFalse(self.hospital.home.exists())
        wrong = self.hospital.secret_file("wrong", "not this one")
        self.assertEqual(self.hospital.refused("restore", backup, "--passphrase-file", wrong, code=3), "slot-refused")
        self.assertFalse(self.hospital.home.exists())


class LostPassphrases(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.close)
        self.clinic = self.world.agency("あおば診療所", "clinic")
        self.code = self.clinic.secret_file("code", self.clinic.recovery_code)
        self.new = self.clinic.secret_file("new", "five other words nobody guesses")

    def test_a_lost_administrators_place_is_taken_by_the_recovery_code(self):
        arguments = ("recover-admin", "新しい 管理者", "--profession", "psw", "--recovery-code-file", self.code,
                     "--passphrase-file", self.new)
        self.assertEqual(self.clinic.refused(*arguments, code=3), "home-in-use")
        self.clinic.stop()
        made = self.clinic.one(*arguments)["staff_id"]
        self.clinic.start()
        self.assertEqual(self.clinic.login("新しい 管理者", "five other words nobody guesses")["staff_id"], made)
        self.clinic.one("staff", "disable", self.clinic.admin, staff="新しい 管理者")
        self.clinic.one("contact", "invite", staff="新しい 管理者")
        self.assertTrue(self.clinic.one("audit", "verify", staff="新しい 管理者")["ok"])

    def test_ones_own_passphrase_is_changed_by_the_old_one(self):
        self.clinic.add_staff("鈴木", "ward-nurse")
        old = self.clinic.secret_file("old", "four words known before")
        self.clinic.one("staff", "add", "田中", "--profession", "psw", "--passphrase-file", old)
        self.clinic.login("田中", "four words known before")
        wrong = self.clinic.secret_file("wrong", "not it")
        change = ("passphrase", "own", "--new-passphrase-file", self.new, "--passphrase-file")
        self.assertEqual(self.clinic.refused(*change, wrong, code=1, staff="田中"), "wrong-passphrase")
        self.assertEqual(self.clinic.refused("passphrase", "own", "--passphrase-file", old, code=2, staff="田中"),
                         "argument-missing")
        self.assertEqual(self.clinic.one(*change, old, staff="田中")["name"], "田中")
        self.clinic.one("whoami", staff="田中")
        self.assertEqual(self.clinic.refused("login", "田中", "--passphrase-file", old, code=1), "wrong-passphrase")
        self.clinic.restart()
        self.clinic.login("田中", "five other words nobody guesses")
        self.clinic.login()
        self.assertTrue(self.clinic.one("audit", "verify")["ok"])

    def test_an_administrators_own_passphrase_opens_the_root_key_still(self):
        self.clinic.one("passphrase", "own", "--passphrase-file", self.clinic.passphrase_file,
                        "--new-passphrase-file", self.new)
        self.clinic.login(passphrase="five other words nobody guesses")
        self.clinic.add_staff("鈴木", "ward-nurse")
        self.clinic.restart()  # the store's passphrase is the one that it was

    def test_the_stores_passphrase_is_changed_by_the_old_one_or_the_code(self):
        self.clinic.stop()
        wrong = self.clinic.secret_file("wrong", "not it")
        self.assertEqual(self.clinic.refused("passphrase", "store", "--passphrase-file", wrong,
                                             "--new-passphrase-file", self.new, code=3), "slot-refused")
        self.clinic.one("passphrase", "store", "--passphrase-file", self.clinic.passphrase_file,
                        "--new-passphrase-file", self.new)
        with self.assertRaises(NodeDidNotStart):
            self.clinic.start()
        self.clinic.start(passphrase_file=self.new)
        self.clinic.stop()
        self.clinic.one("passphrase", "store", "--recovery-code-file", self.code,
                        "--new-passphrase-file", self.clinic.passphrase_file)
        self.clinic.start()


class Damaged(unittest.TestCase):
    def test_a_node_whose_store_is_damaged_ends_with_a_word_and_changes_nothing(self):
        world = World()
        self.addCleanup(world.close)
        clinic = world.agency("あおば診療所", "clinic")
        clinic.stop()
        store = clinic.home / "store.db"
        whole = store.read_bytes()
        damaged = bytearray(whole)
        for page in range(4096 * 2, len(whole), 4096):
            damaged[page + 100] ^= 1
        store.write_bytes(damaged)
        with self.assertRaises(NodeDidNotStart) as ended:
            clinic.start()
        self.assertEqual(ended.exception.code, 6)
        self.assertIn("RestartPreventExitStatus=6", UNIT.read_text(encoding="utf-8").splitlines())
        self.assertIn("restore the last backup", str(ended.exception))
        self.assertEqual(store.read_bytes(), bytes(damaged))
        store.write_bytes(whole)
        clinic.start()


class Permissions(unittest.TestCase):
    def test_a_backup_is_an_administrators(self):
        world = World()
        self.addCleanup(world.close)
        clinic = world.agency("あおば診療所", "clinic")
        clinic.add_staff("鈴木", "ward-nurse")
        self.assertEqual(clinic.refused("backup", clinic.folder / "backup", code=1, staff="鈴木"), "not-allowed")
        self.assertFalse((clinic.folder / "backup").exists())


if __name__ == "__main__":
    unittest.main()
