"""Words planted in a whole scenario lie in no file, no log and nowhere on the wire."""

import unittest

from harness import World, canary, eventually


class Canaries(unittest.TestCase):
    def test_no_planted_word_is_found_anywhere(self):
        world = World()
        self.addCleanup(world.close)
        office = world.agency("カナリア相談支援", "consultation-support", proxied=True, admin="金糸雀 花子",
                              phones=["0120-777-001"])
        hospital = world.agency("カナリア精神科", "psychiatric-hospital", proxied=True, admin="金糸雀 次郎")
        nurse = "金糸雀 三郎"
        hospital.add_staff(nurse, "ward-nurse")
        world.pair(office, hospital)
        team = world.team(office, hospital, person="金糸雀 本人")
        world.everybody_may_know_everything(team, office, hospital)
        consent = office.one("consent", "grant", team, "--category", "symptoms", "--to", hospital.id, "--obtained",
                             "verbal", "--on", "2026-02-01", "--note", "同意メモ金糸雀")["consent_id"]
        message = office.one("send", team, "--urgency", "phone", "--category", "symptoms", "--ask", "依頼文金糸雀",
                             "--by", "2030-01-01T00:00:00Z", "--body", "本文金糸雀です")["message_id"]
        eventually(lambda: message in [line["message_id"] for line in hospital.inbox()])
        hospital.tasuki("open", message, staff=nurse)
        hospital.tasuki("accept", message, "--note", "返事金糸雀", staff=nurse)
        office.tasuki("call", "log", message, "--number", "0120-777-002", "--outcome", "no-answer", "--note", "電話金糸雀")
        hospital.tasuki("search", "金糸雀です")
        office.tasuki("consent", "withdraw", consent, "--reason", "理由金糸雀")
        office.refused("login", "誰でもない金糸雀", "--passphrase-file", office.passphrase_file, code=1)
        hospital.kill()
        hospital.start()
        eventually(lambda: office.one("status")["outbox"] == 0)
        words = ["カナリア", "金糸雀", "本文金糸雀です", "0120-777-001", "0120-777-002",
                 office.passphrase, hospital.passphrase, office.recovery_code, hospital.recovery_code]
        recorded = b"".join(proxy.recorded for proxy in world.proxies)
        self.assertGreater(len(recorded), 1000)
        # What the test itself wrote down: the files from which the programs read passphrases.
        own = {"passphrase", "login-passphrase", "new-passphrase"}
        for agency in (office, hospital):
            self.assertEqual(canary.find(words, agency.folder, recorded, except_for=own), [])
            agency.stop()
            self.assertEqual(canary.find(words, agency.folder, except_for=own), [])

    def test_a_word_that_does_lie_about_is_found(self):
        world = World()
        self.addCleanup(world.close)
        (world.folder / "leak").write_bytes(b"..." + "本文金糸雀".encode().hex().encode())
        self.assertTrue(canary.find(["本文金糸雀"], world.folder))
        import base64
        for skipped in range(3):
            leak = base64.b64encode(b"x" * skipped + "本文金糸雀です".encode() + b"yz")
            self.assertTrue(canary.find(["本文金糸雀です"], recorded=leak), skipped)


if __name__ == "__main__":
    unittest.main()
