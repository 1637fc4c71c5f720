"""kill -9 at random, again and again, of any node, while all of them send: then everything is counted. In between one is
away for so long that another of them, which is killed as well, has to carry what it is to get."""

import collections
import concurrent.futures
import os
import random
import threading
import time
import unittest

from harness import World, eventually

ROUNDS = int(os.environ.get("TASUKI_STORM_ROUNDS", "20"))
#: Of these rounds, how many make up one absence, and how many absences there are.
ROUNDS_AWAY = 10
ABSENCES = max(1, ROUNDS // 20)


class Sender:
    """Somebody at one agency who sends without a pause, whatever happens to the node."""

    def __init__(self, agency, team, seed):
        self.agency, self._team = agency, team
        self._random = random.Random(seed)
        self._ended = threading.Event()
        self.confirmed, self.unconfirmed, self._failure = {}, [], None
        self.number = 0
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        while not self._ended.is_set():
            self.number += 1
            body = f"{self.agency.name} {self.number} " + "x" * self._random.choice((0, 0, 0, 500, 20000))
            urgency = self._random.choice(("message", "message", "phone"))
            answer = self.agency.run("send", self._team, "--urgency", urgency, "--category", "daily-life", "--body", body)
            if answer.code == 0:
                self.confirmed[body] = answer.one["message_id"]
            elif answer.code == 3:  # cut off: nobody knows whether it was taken
                self.unconfirmed.append(body)
                time.sleep(0.05)
            elif answer.error in ("not-logged-in", "session-expired"):
                time.sleep(0.05)
            else:
                self._failure = f"neither taken nor cut off: {answer}"
                return

    def end(self):
        self._ended.set()
        self._thread.join()
        if self._failure:
            raise AssertionError(self._failure)


class Storm(unittest.TestCase):
    def setUp(self):
        self.seed = int(os.environ.get("TASUKI_SEED", random.randrange(2**32)))
        print(f"seed {self.seed} (TASUKI_SEED takes it back), {ROUNDS} rounds", flush=True)
        self.random = random.Random(self.seed)
        self.world = World()
        self.addCleanup(self.world.close)
        self.office = self.world.agency("ひまわり相談支援センター", "consultation-support")
        self.hospital = self.world.agency("さくら精神科病院", "psychiatric-hospital")
        self.nurses = self.world.agency("みどり訪問看護", "visiting-nursing")
        self.agencies = (self.office, self.hospital, self.nurses)
        self.world.pair_all(*self.agencies)
        self.team = self.world.team(*self.agencies)
        self.world.everybody_may_know_everything(self.team, *self.agencies)

    def others(self, agency):
        return [other for other in self.agencies if other is not agency]

    def strike(self, victims):
        for victim in victims:
            victim.kill()
        time.sleep(self.random.choice((0, 0, 0.3)))
        for victim in victims:
            victim.start()
            victim.login()

    def rage(self, rounds):
        """Now and then two nodes lie dead at once, and some stay dead for a while."""
        for _ in range(rounds):
            time.sleep(self.random.uniform(0, 0.25))
            self.strike(self.random.sample(self.agencies, self.random.choice((1, 1, 1, 2))))

    def hand_over_much(self, sender):
        """More than what was being sent when the recipient was killed: something of it came to the hospital since."""
        kept = self.hospital.one("status")["carried_bytes"]
        body = f"{sender.agency.name} {sender.number}+ " + "y" * 60_000
        sender.confirmed[body] = sender.agency.one("send", self.team, "--urgency", "message", "--category", "daily-life",
                                                   "--body", body)["message_id"]
        eventually(lambda: self.hospital.one("status")["carried_bytes"] > kept + 50_000, within=60,
                   what="the hospital keeps what is for who is away")

    def absence(self, senders):
        """The recipient is away while the sender is there, and there again while the sender is away; the hospital carries
        and is killed all the while. How many of the sender's messages came by it."""
        sender, recipient = self.random.sample([one for one in senders if one.agency is not self.hospital], 2)
        recipient.agency.kill()
        sent_before = sender.number  # what was being sent in that moment may have gone directly
        begun = time.monotonic()
        for number in range(ROUNDS_AWAY):
            time.sleep(max(0, begun + 1.2 * number - time.monotonic()))
            self.strike([self.hospital])
        self.hand_over_much(sender)
        sender.agency.kill()
        recipient.agency.start()
        recipient.agency.login()

        def came_by_the_carrier():
            prefix = sender.agency.name + " "
            return [body for body in (line["body"] for line in recipient.agency.inbox("--limit", "100000"))
                    if body.startswith(prefix) and int(body[len(prefix):].split(" ")[0].rstrip("+")) > sent_before]
        self.strike([self.hospital])
        came = len(eventually(came_by_the_carrier, what="something came by the carrier"))
        sender.agency.start()
        sender.agency.login()
        return came

    def on_its_way(self, sender):
        return [line for line in sender.agency.lines("audit", "disclosures") if not line["delivered_at"]]

    def assert_each_has_one_delivered_receipt(self, sender):
        expected = {other.id for other in self.others(sender.agency)}

        def look(message):
            return {agency: [one["state"] for one in line["states"]].count("delivered")
                    for agency, line in sender.agency.receipts(message).items()}

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for board in pool.map(look, sender.confirmed.values()):
                self.assertEqual(board, dict.fromkeys(expected, 1))

    def assert_arrived_once(self, sender):
        """What was confirmed is at every recipient once. What was cut off is at all of them or at none."""
        prefix = sender.agency.name + " "
        inboxes = [collections.Counter(line["body"] for line in other.inbox("--limit", "100000")
                                       if line["body"].startswith(prefix)) for other in self.others(sender.agency)]
        for inbox in inboxes:
            self.assertEqual([body for body, count in inbox.items() if count != 1], [], "doubled")
            self.assertEqual(set(sender.confirmed) - set(inbox), set(), "lost")
            self.assertEqual(set(inbox) - set(sender.confirmed) - set(sender.unconfirmed), set(), "never sent")
        self.assertEqual(inboxes[0], inboxes[1], "what was cut off went to one recipient and not to the other")

    def test_nothing_is_lost_and_nothing_comes_twice(self):
        senders = [Sender(agency, self.team, self.seed + number) for number, agency in enumerate(self.agencies)]
        carried = []
        try:
            for _ in range(ABSENCES):
                self.rage(max(1, ROUNDS // ABSENCES - ROUNDS_AWAY))
                carried.append(self.absence(senders))
        finally:
            for sender in senders:
                sender.end()
        for sender in senders:
            eventually(lambda: not self.on_its_way(sender), within=60 + ROUNDS, what="everything is delivered")
            self.assertGreater(len(sender.confirmed), ROUNDS / 4, "hardly anything was sent")
        for sender in senders:
            self.assert_arrived_once(sender)
            self.assert_each_has_one_delivered_receipt(sender)
        for agency in self.agencies:
            self.assertTrue(agency.one("audit", "verify")["ok"])
        self.assertTrue(all(carried), carried)
        print(f"{ROUNDS} rounds, {sum(len(sender.confirmed) for sender in senders)} messages confirmed, "
              f"{sum(carried)} came by a carrier while their sender was off, "
              f"{sum(len(sender.unconfirmed) for sender in senders)} cut off: none lost, none doubled", flush=True)


if __name__ == "__main__":
    unittest.main()
