"""Real nodes on a network of their own: loss, delay, reordering, a slow line, pulled cables, addresses that change."""

import os
import random
import sys
import time
import unittest

from harness import World, eventually, netns
from harness.patience import until_still

# How long somebody is cut off, in seconds: longer than a dead link takes to be noticed.
CUT_OFF = float(os.environ.get("TASUKI_CUT_OFF", "40"))
MESSAGES = int(os.environ.get("TASUKI_NETNS_MESSAGES", "8"))


def setUpModule():
    reason = netns.why_not()
    if reason:
        print(f"no network of the tests' own: {reason}", file=sys.stderr)
        raise unittest.SkipTest(reason)


class OwnNetwork(unittest.TestCase):
    NAMES = (("ひまわり相談支援センター", "consultation-support"), ("さくら精神科病院", "psychiatric-hospital"))

    def setUp(self):
        seed = int(os.environ.get("TASUKI_SEED", random.randrange(2**32)))
        print(f"seed {seed} (TASUKI_SEED takes it back)", flush=True)
        self.network = netns.Network(seed)
        self.addCleanup(self.network.close)
        self.world = World()
        self.addCleanup(self.world.close)
        self.agencies = [self.world.agency(name, kind, namespace=self.network.namespace(f"10.77.0.{number}"))
                         for number, (name, kind) in enumerate(self.NAMES, 1)]
        self.office, self.hospital = self.agencies[:2]
        self.world.pair_all(*self.agencies)
        self.team = self.world.team(*self.agencies)
        self.world.everybody_may_know_everything(self.team, *self.agencies)
        self.sent = {}

    def send(self, sender, recipient, body):
        message = sender.one("send", self.team, "--urgency", "message", "--category", "daily-life", "--to", recipient.id,
                             "--body", body)["message_id"]
        self.sent[message] = (sender, recipient, body)
        return message

    def send_both_ways(self, count=MESSAGES):
        for number in range(count):
            for sender, recipient in ((self.office, self.hospital), (self.hospital, self.office)):
                self.send(sender, recipient, f"{len(self.sent)} {number}")

    def delivered(self, message):
        sender, recipient, _ = self.sent[message]
        return sender.receipts(message)[recipient.id]["state"] == "delivered"

    def assert_all_arrive_once(self, within):
        for message in self.sent:
            eventually(lambda: self.delivered(message), within=within, what="a message arrives")
        for agency in self.agencies:
            expected = [body for _, recipient, body in self.sent.values() if recipient is agency]
            self.assertEqual(sorted(line["body"] for line in agency.inbox("--limit", "1000")), sorted(expected))

    def connected(self):
        return all(line["connected"] for agency in self.agencies for line in agency.lines("contact", "list"))


class Trouble(OwnNetwork):
    def test_thirty_of_a_hundred_packets_lost(self):
        for agency in self.agencies:
            agency.namespace.lose(30)
        self.send_both_ways()
        self.assert_all_arrive_once(within=90)

    def test_packets_late_twice_and_in_another_order(self):
        self.network.delay, self.network.doubled = (0.01, 0.2), 0.1
        self.send_both_ways()
        self.assert_all_arrive_once(within=60)
        self.assertGreater(self.network.overtaken, 10, "nothing was overtaken")

    def test_a_slow_line(self):
        for agency in self.agencies:
            if not agency.namespace.slow_down("128kbit"):
                self.skipTest("this kernel has no tbf: no slow line")
        begun = time.monotonic()
        self.send(self.office, self.hospital, "あ" * 20000)
        self.send(self.hospital, self.office, "短い")
        self.assert_all_arrive_once(within=60)
        self.assertGreater(time.monotonic() - begun, 2, "the line was not slow")

    def test_one_side_cut_off_for_long(self):
        self.hospital.namespace.unplug()
        self.send_both_ways(2)
        time.sleep(CUT_OFF / 2)
        self.send_both_ways(1)
        self.assertFalse(any(self.delivered(message) for message in self.sent))
        time.sleep(CUT_OFF / 2)
        self.hospital.namespace.plug_in()
        self.assert_all_arrive_once(within=90)

    def test_an_address_that_changes_under_a_running_node(self):
        """It dials out from the new one; nobody can dial it before it says where it is."""
        self.send_both_ways(1)
        self.hospital.namespace.move("10.77.0.102")
        self.send_both_ways(2)
        self.assert_all_arrive_once(within=90)

    def test_an_address_that_changed_over_the_weekend_is_learnt_by_those_who_are_dialled_and_used_later(self):
        self.hospital.stop()
        self.hospital.namespace.move("10.77.0.103")
        self.hospital.start()
        self.hospital.login()
        eventually(self.connected, within=30, what="the hospital dials from its new address")
        self.hospital.namespace.let_nobody_out_to(self.office.port)
        self.office.restart()
        self.office.login()
        self.send_both_ways(1)
        self.assert_all_arrive_once(within=60)

    def test_everything_at_once(self):
        self.network.delay, self.network.doubled = (0.0, 0.1), 0.05
        self.office.namespace.lose(20)
        self.hospital.namespace.lose(20)
        self.send_both_ways(2)
        self.hospital.namespace.move("10.77.0.104")
        self.send_both_ways(2)
        self.office.kill()
        self.office.start()
        self.office.login()
        self.send_both_ways(2)
        self.assert_all_arrive_once(within=120)


class ByCarrier(OwnNetwork):
    NAMES = (*OwnNetwork.NAMES, ("みどり訪問看護", "visiting-nursing"))

    def test_sender_and_recipient_are_cut_off_in_turn_and_a_carrier_stands_between_them(self):
        """Nobody tells anybody that a cable was pulled: a dead link has to be noticed before a carrier is asked."""
        nurses = self.agencies[2]
        self.network.delay, self.network.doubled = (0.0, 0.1), 0.05
        nurses.namespace.unplug()
        message = self.send(self.office, nurses, "夜中に電話がありました")
        eventually(lambda: self.hospital.one("status")["carried"] > 0, within=90, what="the hospital keeps it")
        self.office.namespace.unplug()
        nurses.namespace.plug_in()
        eventually(lambda: [line["body"] for line in nurses.inbox()] == ["夜中に電話がありました"], within=90,
                   what="it comes from the hospital")
        self.assertFalse(self.delivered(message), "nobody can have told the office")
        eventually(lambda: all(link["queued"] == 0 for link in nurses.one("status")["peers"]), within=90,
                   what="the receipt is sealed")
        until_still(lambda: self.hospital.one("status")["carried_bytes"] or time.monotonic(), 4, within=90,
                    what="it lies at the hospital")
        nurses.namespace.unplug()
        self.office.namespace.plug_in()
        eventually(lambda: self.delivered(message), within=90, what="the receipt comes the same way")
        nurses.namespace.plug_in()
        self.assert_all_arrive_once(within=90)
        eventually(lambda: self.hospital.one("status")["carried"] == 0, within=90, what="nothing is left on the shelf")


if __name__ == "__main__":
    unittest.main()
