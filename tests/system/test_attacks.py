"""Somebody on the network who knows the protocol: nothing they do to what passes is believed, loses anything, or stops a
node. Each attack hits real nodes that talk through a proxy of the attacker's."""

import json
import os
import random
import re
import socket
import subprocess
import time
import unittest

from harness import World, attacks, canary, eventually, program
from harness.hostile_proxy import HostileProxy

# Somebody else's address on this machine: neither node knows it.
STRANGER = "127.0.0.66"
# Preamble and messages of the handshake with their lengths (docs/protocol.md, section 4).
MESSAGE_1, MESSAGE_2, MESSAGE_3, CONFIRMATION = 2 + 48, 2 + 48, 2 + 64, 2 + 16
PREAMBLE = 8


def connect(agency):
    return socket.create_connection(("127.0.0.1", agency.port), timeout=30, source_address=(STRANGER, 0))


def say(stranger, data):
    """What a node answers to a stranger that ends its own side after these bytes."""
    answered = b""
    try:
        stranger.sendall(data)
        stranger.shutdown(socket.SHUT_WR)
        while piece := stranger.recv(65536):
            answered += piece
    except TimeoutError:
        raise
    except OSError:
        pass  # the node ended it before everything was said
    return answered


def say_to(agency, data):
    with connect(agency) as stranger:
        return say(stranger, data)


class Pair(unittest.TestCase):
    """Two agencies behind hostile proxies. Whatever a test did: everything sent arrives once, and the logs are clean."""

    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.close)
        cls.office = cls.world.agency("ひまわり相談支援センター", "consultation-support", proxied=HostileProxy)
        cls.hospital = cls.world.agency("さくら精神科病院", "psychiatric-hospital", proxied=HostileProxy)
        cls.world.pair(cls.office, cls.hospital)
        cls.team = cls.world.team(cls.office, cls.hospital)
        cls.world.everybody_may_know_everything(cls.team, cls.office, cls.hospital)
        cls.sent = {}

    @property
    def agencies(self):
        return self.office, self.hospital

    @property
    def proxies(self):
        return self.office.proxy, self.hospital.proxy

    def send(self, sender=None):
        sender = sender or self.office
        body = f"特徴語カナリア {len(self.sent)}"
        message = sender.one("send", self.team, "--urgency", "message", "--category", "daily-life",
                             "--body", body)["message_id"]
        self.sent[message] = (sender, body)
        return message

    def other(self, agency):
        return self.hospital if agency is self.office else self.office

    def delivered(self, message):
        sender, _ = self.sent[message]
        return sender.receipts(message)[self.other(sender).id]["state"] == "delivered"

    def assert_they_talk(self):
        for message in [self.send(sender) for sender in self.agencies]:
            eventually(lambda: self.delivered(message), within=20, what="a message arrives after the attack")

    def assert_nothing_lost_or_doubled(self):
        for message in self.sent:
            eventually(lambda: self.delivered(message), within=20, what="everything arrives")
        for recipient in self.agencies:
            expected = [body for sender, body in self.sent.values() if sender is not recipient]
            arrived = [line["body"] for line in recipient.inbox("--limit", "1000")]
            self.assertEqual(sorted(arrived), sorted(expected))

    def assert_nodes_are_well(self):
        for agency in self.agencies:
            self.assertIsNone(agency.process.poll(), f"{agency.name}'s node has ended")
            self.assertTrue(agency.one("audit", "verify")["ok"])
            log = agency.log_text()
            self.assertEqual(re.findall(r"[0-9A-Fa-f]{33,}|[0-9A-Za-z+/]{43,}", log), [], "a key or whole id in the log")
        words = ["特徴語カナリア", self.office.name, self.hospital.name, self.office.admin, self.office.passphrase]
        for agency in self.agencies:
            self.assertEqual(canary.find(words, recorded=agency.log_text().encode()), [])

    def tearDown(self):
        for proxy in self.proxies:
            proxy.arm(None)
        self.assert_they_talk()
        self.assert_nothing_lost_or_doubled()
        self.assert_nodes_are_well()

    def strike(self, attack):
        """Whoever connects next is hit, whichever node it is; two messages are sent meanwhile."""
        for proxy in self.proxies:
            proxy.arm(attack)
            proxy.cut()
        messages = [self.send(sender) for sender in self.agencies]
        eventually(attack.struck.is_set, within=20, what="the attack strikes")
        messages += [self.send(sender) for sender in self.agencies]
        for proxy in self.proxies:
            proxy.arm(None)
        for message in messages:
            eventually(lambda: self.delivered(message), within=60, what="a message arrives in spite of the attack")


class OnThePath(Pair):
    def test_a_flipped_bit_anywhere_in_a_handshake_ends_it(self):
        for initiator, number, position in (
                (True, 0, 0), (True, 0, 6), (True, 0, 7), (True, 1, 0), (True, 1, 1), (True, 1, 2), (True, 1, -1),
                (True, 2, 5), (True, 2, 40), (True, 2, -1), (False, 0, 2), (False, 0, -1), (False, 1, 4)):
            with self.subTest(initiator=initiator, number=number, position=position):
                self.strike(attacks.Strike(initiator, number, attacks.flip(position)))

    def test_a_flipped_bit_behind_the_handshake_ends_the_connection_and_what_it_hit_is_sent_again(self):
        for initiator, number, position in ((True, 3, 2), (True, 4, -1), (False, 2, 9), (False, 3, -1), (True, 5, 20)):
            with self.subTest(initiator=initiator, number=number, position=position):
                self.strike(attacks.Strike(initiator, number, attacks.flip(position, bit=7)))

    def test_a_message_that_comes_twice_is_taken_once(self):
        for initiator, number in ((True, 1), (True, 2), (True, 3), (True, 5),
                                  (False, 0), (False, 1), (False, 2), (False, 4)):
            with self.subTest(initiator=initiator, number=number):
                self.strike(attacks.Strike(initiator, number, attacks.twice))

    def test_what_comes_in_another_order_is_noticed(self):
        for initiator, number in ((True, 3), (True, 4), (False, 2), (False, 3), (False, 4)):
            with self.subTest(initiator=initiator, number=number):
                self.strike(attacks.Swap(initiator, number))

    def test_what_is_taken_out_is_noticed_and_sent_again(self):
        for initiator, number in ((True, 4), (False, 3)):
            with self.subTest(initiator=initiator, number=number):
                self.strike(attacks.Strike(initiator, number, attacks.dropped))

    def test_messages_of_another_connection_are_none_of_this_one(self):
        for initiator, number in ((True, 1), (True, 2), (True, 3), (False, 0), (False, 1), (False, 2)):
            recorded = max(self.proxies, key=lambda proxy: len(proxy.recorded)).longest_session()[not initiator]
            with self.subTest(initiator=initiator, number=number):
                self.strike(attacks.Strike(initiator, number, attacks.of_another_connection(recorded)))

    def test_lengths_beyond_every_limit_end_the_connection(self):
        for initiator, number in ((True, 1), (True, 2), (True, 4), (False, 0), (False, 1), (False, 3)):
            for what in (attacks.oversized, attacks.empty_first):
                with self.subTest(initiator=initiator, number=number, what=what.__name__):
                    self.strike(attacks.Strike(initiator, number, what))

    def test_a_connection_cut_at_any_interesting_byte_comes_back(self):
        behind_3 = PREAMBLE + MESSAGE_1 + MESSAGE_3
        behind_confirmation = MESSAGE_2 + CONFIRMATION
        counts = {True: (1, PREAMBLE, PREAMBLE + 1, PREAMBLE + MESSAGE_1 - 1, PREAMBLE + MESSAGE_1, behind_3 - 30,
                         behind_3, behind_3 + 1, behind_3 + 2, behind_3 + 100, behind_3 + 2000),
                  False: (1, MESSAGE_2, MESSAGE_2 + 1, behind_confirmation - 1, behind_confirmation,
                          behind_confirmation + 1, behind_confirmation + 500, behind_confirmation + 2000)}
        for initiator, several in counts.items():
            for count in several:
                with self.subTest(initiator=initiator, count=count):
                    self.strike(attacks.CutAfter(initiator, count))


class BesideThePath(Pair):
    """Connections of a stranger's own. The nodes' link goes on meanwhile: nothing on it is cut."""

    def setUp(self):
        self.assert_they_talk()
        self.before = [proxy.connections for proxy in self.proxies]

    def tearDown(self):
        self.assertEqual([proxy.connections for proxy in self.proxies], self.before, "the link of the two was cut")
        super().tearDown()

    def recording(self):
        """Whom the longest connection so far was opened to, and what both sides said."""
        agency = max(self.agencies, key=lambda agency: len(agency.proxy.recorded))
        return (agency, *agency.proxy.longest_session())

    def test_a_recorded_connection_played_again_gets_nowhere(self):
        target, opened, answered = self.recording()
        for agency in self.agencies:
            for pieces in (opened, answered, opened[:3], opened[1:], opened[3:], opened[:3] + opened[4:]):
                said = say_to(agency, b"".join(pieces))
                self.assertIn(len(said), (0, MESSAGE_2), "a replay got further than message 2")
                self.assertNotIn(said, answered)
        self.assertEqual(len(say_to(target, b"".join(opened[:2]))), MESSAGE_2, "a real message 1 is answered")

    def test_a_recorded_connection_cut_at_every_byte_costs_nothing(self):
        target, opened, _ = self.recording()
        data = b"".join(opened)
        handshake = PREAMBLE + MESSAGE_1 + MESSAGE_3
        for count in [*range(handshake + 4), handshake + 50, handshake + 500, len(data) - 1]:
            say_to(target, data[:count])

    def test_half_open_connections_are_ended_in_time(self):
        target, opened, _ = self.recording()
        message_1 = b"".join(opened[:2])
        begun = time.monotonic()
        waiting = []
        for said in (b"", b"t", message_1[:PREAMBLE], message_1[:30], message_1[:-1], message_1):
            stranger = connect(target)
            self.addCleanup(stranger.close)
            stranger.sendall(said)
            waiting.append(stranger)
        for stranger in waiting:
            while stranger.recv(100):
                pass
        self.assertLess(time.monotonic() - begun, 20, "a handshake has ten seconds in all")

    def test_garbage_and_lengths_beyond_every_limit_are_not_answered(self):
        rng = random.Random(int(os.environ.get("TASUKI_SEED", "1")))
        greeting = b"tasuki\x01\x02"
        for data in (b"\xff" * 100000, rng.randbytes(70000), greeting + b"\xff\xff" + rng.randbytes(65535),
                     greeting + b"\0\0", greeting + b"\0\x30" + bytes(48), greeting + b"\0\x40" + rng.randbytes(64),
                     b"tasuki\x01\x01" + b"\0\x40" + rng.randbytes(64), b"tasuki\x02\x02" + rng.randbytes(50),
                     b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"\x16\x03\x01\x02\x00\x01" + rng.randbytes(200)):
            for agency in self.agencies:
                self.assertEqual(say_to(agency, data), b"")

    def test_the_programs_socket_ends_a_connection_that_announces_too_much(self):
        rng = random.Random(1)
        for data in (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff" + bytes(5000), b"\0\0\0\0",
                     b"\0\0\0\x10" + rng.randbytes(16), b"\0\0\x10\0" + rng.randbytes(100)):
            with socket.socket(socket.AF_UNIX) as program:
                program.settimeout(10)
                program.connect(str(self.office.home / "api.sock"))
                say(program, data)
        self.assertEqual(self.office.run("status").code, 0)


@unittest.skipIf(os.environ.get("TASUKI_SANITIZE"), "figures of a sanitized build say nothing")
class Flood(unittest.TestCase):
    """Measured by the benchmark, which is fast enough to: medians of several turns with and without, in one run."""

    MESSAGES, TRIES = 300, 3

    def test_two_contacts_go_on_talking_at_more_than_half_their_rate(self):
        figures = []
        for _ in range(self.TRIES):
            done = subprocess.run([program("tasuki_bench"), "--json", "--pipelined", "0", "--single", "0", "--fill", "0",
                                   "--recipients", "0", "--carried", "0", "--flood", str(self.MESSAGES)],
                                  capture_output=True, text=True, timeout=300)
            self.assertEqual(done.returncode, 0, done.stderr)
            figures.append(next(line for line in map(json.loads, done.stdout.splitlines()) if "flood" in line["name"]))
            print(f"{figures[-1]['value']:.0f}/s, {figures[-1]['formula']}", flush=True)
            if figures[-1]["reached"]:
                return
        self.fail(f"a flood takes half of the throughput or more: {figures}")


class SpentInvitation(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.close)
        self.inviting = self.world.agency("ひまわり相談支援センター", "consultation-support", proxied=HostileProxy)
        self.accepting = self.world.agency("みどり訪問看護", "visiting-nursing")
        self.code = self.inviting.one("contact", "invite")["code"]
        self.accepting.tasuki("contact", "accept", self.code)
        eventually(lambda: len(self.inviting.lines("contact", "list")) == 1)

    def contacts(self):
        return [(line["agency_id"], line["trust"], line["verified"]) for line in self.inviting.lines("contact", "list")]

    def test_opens_nothing_to_anybody_else_nor_again(self):
        before = self.contacts()
        thief = self.world.agency("どこかの事業所", "other")
        thief.refused("contact", "accept", self.code, code=1)
        self.accepting.run("contact", "accept", self.code)
        self.assertEqual(self.contacts(), before)
        self.assertEqual(thief.lines("contact", "list"), [])

    def test_its_recorded_traffic_played_again_changes_nothing(self):
        before = self.contacts()
        trail = self.inviting.one("audit", "verify")["entries"]
        for opened, answered in ([one.passed for one in both] for both in list(self.inviting.proxy.sessions)):
            for pieces in (opened, opened[:2], opened[:3], answered):
                say_to(self.inviting, b"".join(pieces))
        self.assertEqual(self.contacts(), before)
        self.assertEqual(self.inviting.one("audit", "verify")["entries"], trail)
        eventually(lambda: self.inviting.lines("contact", "list")[0]["connected"], what="the two are still linked")


if __name__ == "__main__":
    unittest.main()
