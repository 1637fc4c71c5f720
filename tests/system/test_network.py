"""A network in the attacker's hand."""

import os
import random
import socket
import unittest

from harness import World, eventually
from harness import canary
from harness.agency import free_port


class HostileNetwork(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.close)
        cls.office = cls.world.agency("ひまわり相談支援センター", "consultation-support", proxied=True)
        cls.hospital = cls.world.agency("さくら精神科病院", "psychiatric-hospital", proxied=True)
        cls.world.pair(cls.office, cls.hospital)
        cls.team = cls.world.team(cls.office, cls.hospital)
        cls.world.everybody_may_know_everything(cls.team, cls.office, cls.hospital)

    def setUp(self):
        self.seed = int(os.environ.get("TASUKI_SEED", random.randrange(2**32)))
        print(f"seed {self.seed} (TASUKI_SEED takes it back)", flush=True)

    @property
    def proxies(self):
        return self.office.proxy, self.hospital.proxy

    def send(self, body):
        return self.office.one("send", self.team, "--urgency", "message", "--category", "daily-life",
                               "--body", body)["message_id"]

    def delivered(self, *messages):
        return all(self.office.receipts(message)[self.hospital.id]["state"] == "delivered" for message in messages)

    def bodies(self):
        return [line["body"] for line in self.hospital.inbox("--limit", "1000")]

    def test_what_passes_can_be_recorded_but_not_read(self):
        body = "夜中に大声を出していました 特徴語カナリア"
        message = self.send(body)
        eventually(lambda: self.delivered(message))
        recorded = b"".join(proxy.recorded for proxy in self.proxies)
        self.assertGreater(len(recorded), 1000, "nothing went through the proxies")
        names = [self.office.name, self.hospital.name, body, "特徴語カナリア"]
        self.assertEqual(canary.find(names, recorded=recorded), [])
        for agency in (self.office, self.hospital):
            self.assertNotIn(bytes.fromhex(agency.id), recorded, "an agency's id passed in clear")

    def test_cut_connections_come_back_and_lose_nothing(self):
        messages = []
        for number in range(10):
            messages.append(self.send(f"切断 {number}"))
            for proxy in self.proxies:
                proxy.cut()
        eventually(lambda: self.delivered(*messages), within=40, what="all are delivered after the cuts")
        self.assertEqual(sorted(body for body in self.bodies() if body.startswith("切断")),
                         sorted(f"切断 {number}" for number in range(10)))

    def test_a_blocked_network_shows_queued_until_it_opens(self):
        for proxy in self.proxies:
            proxy.block()
        message = self.send("通信できない間の連絡")
        self.assertEqual(self.office.receipts(message)[self.hospital.id]["state"], "queued")
        for proxy in self.proxies:
            proxy.unblock()
        eventually(lambda: self.delivered(message), within=40, what="it goes out when the network opens")

    def assert_all_arrive_once(self, word):
        messages = [self.send(f"{word} {number}") for number in range(10)]
        eventually(lambda: self.delivered(*messages), within=60, what="all are delivered in spite of flipped bytes")
        self.assertEqual(sorted(body for body in self.bodies() if body.startswith(word)),
                         sorted(f"{word} {number}" for number in range(10)))

    def test_flipped_bytes_in_a_handshake_end_it_and_the_next_one_serves(self):
        for proxy in self.proxies:
            proxy.flip(1, seed=self.seed)
            proxy.cut()
        self.assert_all_arrive_once("握手")
        self.assertGreater(sum(proxy.flipped for proxy in self.proxies), 0)

    def test_flipped_bytes_behind_the_handshake_are_noticed_and_what_was_hit_is_sent_again(self):
        before = sum(proxy.flipped for proxy in self.proxies)
        for proxy in self.proxies:
            proxy.flip(3, spare=2, seed=self.seed)
        self.assert_all_arrive_once("反転")
        self.assertGreater(sum(proxy.flipped for proxy in self.proxies), before)

    def test_replayed_traffic_has_no_effect(self):
        once = self.send("一度だけ")
        eventually(lambda: self.delivered(once))
        before = self.bodies()
        recorded = b"".join(proxy.recorded for proxy in self.proxies)
        for port in (self.office.port, self.hospital.port):
            with socket.create_connection(("127.0.0.1", port), timeout=5) as attacker:
                try:
                    attacker.sendall(recorded[:200000])
                except OSError:
                    pass
        self.assertEqual(self.bodies(), before)
        message = self.send("まだ元気です")
        eventually(lambda: self.delivered(message), within=30)

    def test_garbage_at_the_port_does_not_stop_a_node(self):
        rng = random.Random(self.seed)
        for size in (0, 1, 2, 48, 1000, 70000):
            with socket.create_connection(("127.0.0.1", self.hospital.port), timeout=5) as attacker:
                try:
                    attacker.sendall(rng.randbytes(size))
                except OSError:
                    pass
        message = self.send("雑音の後")
        eventually(lambda: self.delivered(message), within=30)


class Moved(unittest.TestCase):
    def test_two_that_move_at_once_find_each_other_by_a_third_that_knows_both(self):
        world = World()
        self.addCleanup(world.close)
        office = world.agency("ひまわり相談支援センター", "consultation-support")
        hospital = world.agency("さくら精神科病院", "psychiatric-hospital")
        nurses = world.agency("みどり訪問看護", "visiting-nursing")
        world.pair_all(office, hospital, nurses)
        world.team(office, hospital, nurses)
        for agency in (hospital, nurses):
            agency.stop()
        for agency in (hospital, nurses):
            agency.port = free_port()
            agency.start()
            agency.login()
        for one, other in ((hospital, nurses), (nurses, hospital)):
            eventually(lambda: one.one("contact", "show", other.id)["connected"], within=60,
                       what="they find each other, and nobody typed anything")
            self.assertEqual(one.one("contact", "show", other.id)["endpoints"], [f"127.0.0.1:{other.port}"])


if __name__ == "__main__":
    unittest.main()
