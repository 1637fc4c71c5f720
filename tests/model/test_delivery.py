"""spin looks at every state of delivery.pml; and at models with one rule broken, in which it must find the fault."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

MODEL = pathlib.Path(__file__).resolve().with_name("delivery.pml")
COMPILER = next((name for name in ("clang-19", "clang", "cc") if shutil.which(name)), None)
STATES_AT_LEAST = 10000

# Properties of which a fault is a state; the others speak of what comes in the end, and need fairness.
OF_STATES = ("once", "true_belief", "nothing_after_withdrawal", "never_forgotten", "no_violation")
IN_THE_END = ("unread_after_withdrawal", "told_in_the_end", "arrives", "corrected", "carried_arrives")

BROKEN = {
    "ACK_BEFORE_COMMIT": "never_forgotten",
    "CONFIRM_BEFORE_COMMIT": "never_forgotten",
    "CARRIER_MAKES_FORGET": "never_forgotten",
    "CARRIERS_WORD": "true_belief",
    "NO_TOMBSTONE": "once",
    "RELEASE_WITHOUT_ASKING": "nothing_after_withdrawal",
    "READ_AFTER_WITHDRAWAL": "unread_after_withdrawal",
    "ACK_IS_ENOUGH": "told_in_the_end",
    "NEVER_AGAIN": "arrives",
    "RECEIPT_IS_NOT_KEPT": "arrives",
    "UNDELIVERABLE_IS_FINAL": "corrected",
}


@unittest.skipUnless(shutil.which("spin") and COMPILER, "spin, or a C compiler for what it writes, is not installed")
class Delivery(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory(prefix="tasuki-model-"))

    def run_in_folder(self, *command):
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=600)
        return done.stdout + done.stderr

    def verifier(self, *defines):
        said = self.run_in_folder("spin", *(f"-D{name}" for name in defines), "-a", str(MODEL))
        self.assertNotIn("Error", said)
        said = self.run_in_folder(COMPILER, "-O1", "-w", "-DCOLLAPSE", "-DNFAIR=6", "-o", "pan", "pan.c")
        self.assertTrue(os.path.exists(os.path.join(self.folder, "pan")), said)

    def verify(self, name):
        """The faults found and the states seen. All states: a search that was cut short fails here."""
        fairly = [] if name in OF_STATES else ["-f"]
        said = self.run_in_folder("./pan", "-a", *fairly, "-N", name, "-m1000000", "-E", "-n")
        found = re.search(r"errors: (\d+)\s+(\d+) states, stored", said)
        self.assertIsNotNone(found, said)
        for sign in ("max search depth too small", "out of memory", "Search not completed", "too many processes"):
            if int(found[1]) == 0:
                self.assertNotIn(sign, said)
        return int(found[1]), int(found[2])

    def assert_holds(self, names):
        for name in names:
            with self.subTest(name):
                faults, states = self.verify(name)
                print(f"{name}: {states} states, {faults} faults", flush=True)
                self.assertEqual(faults, 0)
                self.assertGreater(states, STATES_AT_LEAST)

    def test_every_property_holds_in_every_state(self):
        self.verifier()
        self.assert_holds((*OF_STATES, *IN_THE_END))

    def test_an_honest_message_is_no_violation_though_it_is_overtaken(self):
        self.verifier("ORDER_ONLY")
        self.assert_holds(("no_violation",))

    def test_each_broken_rule_is_found(self):
        for rule, name in BROKEN.items():
            with self.subTest(rule):
                self.verifier(f"BREAK_{rule}")
                self.assertGreater(self.verify(name)[0], 0, f"{name} holds although the rule is broken")

    def test_judging_by_the_order_of_arrival_is_found(self):
        self.verifier("ORDER_ONLY", "BREAK_STALE_BY_ARRIVAL")
        self.assertGreater(self.verify("no_violation")[0], 0)

    def test_every_rule_that_can_be_broken_is(self):
        named = set(re.findall(r"#ifn?def BREAK_(\w+)", MODEL.read_text()))
        self.assertEqual(named, {*BROKEN, "STALE_BY_ARRIVAL"})


if __name__ == "__main__":
    unittest.main()
