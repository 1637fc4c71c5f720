"""Power cuts at any moment: nothing is lost, nothing happens twice."""

import os
import random
import threading
import time
import unittest

from harness import World, eventually

MESSAGES = 50


class Crash(unittest.TestCase):
    def setUp(self):
        self.seed = int(os.environ.get("TASUKI_SEED", random.randrange(2**32)))
        print(f"seed {self.seed} (TASUKI_SEED takes it back)", flush=True)
        self.random = random.Random(self.seed)
        self.world = World()
        self.addCleanup(self.world.close)
        self.office = self.world.agency("ひまわり相談支援センター", "consultation-support")
        self.hospital = self.world.agency("さくら精神科病院", "psychiatric-hospital")
        self.world.pair(self.office, self.hospital)
        self.team = self.world.team(self.office, self.hospital)
        self.world.everybody_may_know_everything(self.team, self.office, self.hospital)

    def send(self, number):
        return self.office.run("send", self.team, "--urgency", "message", "--category", "daily-life",
                               "--body", f"申し送り {number}")

    def bring_back(self, agency):
        agency.start()
        agency.login()

    def delivered(self, messages):
        return all(self.office.receipts(message)[self.hospital.id]["state"] == "delivered" for message in messages)

    def assert_each_once(self, numbers):
        bodies = [line["body"] for line in self.hospital.inbox("--limit", "1000")]
        self.assertEqual(sorted(bodies), sorted(f"申し送り {number}" for number in numbers))

    def test_kill_9_on_either_side_under_queued_sends_loses_and_doubles_nothing(self):
        self.hospital.kill()
        messages = [self.send(number).one["message_id"] for number in range(MESSAGES)]
        for _ in range(6):
            victim = self.random.choice((self.office, self.hospital))
            if self.hospital.process is None:
                self.hospital.start()
            time.sleep(self.random.uniform(0, 0.15))
            victim.kill()
            victim.start()
        for agency in (self.office, self.hospital):
            agency.login()
        eventually(lambda: self.delivered(messages), within=60, what="all are delivered")
        self.assert_each_once(range(MESSAGES))
        for agency in (self.office, self.hospital):
            self.assertTrue(agency.one("audit", "verify")["ok"])

    def test_kill_9_of_the_sender_while_it_takes_messages_keeps_what_it_confirmed(self):
        confirmed = {}

        def keep_sending():
            for number in range(MESSAGES):
                answer = self.send(number)
                if answer.code == 0:
                    confirmed[number] = answer.one["message_id"]

        sending = threading.Thread(target=keep_sending)
        sending.start()
        for _ in range(3):
            time.sleep(self.random.uniform(0.05, 0.4))
            self.office.kill()
            self.bring_back(self.office)
        sending.join()
        self.assertTrue(confirmed, "the node took nothing at all")
        eventually(lambda: self.delivered(confirmed.values()), within=60, what="what was confirmed is delivered")
        bodies = [line["body"] for line in self.hospital.inbox("--limit", "1000")]
        self.assertEqual(len(bodies), len(set(bodies)), "a message arrived twice")
        self.assertLessEqual({f"申し送り {number}" for number in confirmed}, set(bodies))

    def test_a_note_typed_just_before_the_pc_is_switched_off_is_sent_when_it_is_on_again(self):
        self.hospital.kill()
        message = self.send(210).one["message_id"]
        self.office.kill()
        self.bring_back(self.hospital)
        self.bring_back(self.office)
        eventually(lambda: self.delivered([message]), within=30, what="the note arrives")
        self.assert_each_once([210])


if __name__ == "__main__":
    unittest.main()
