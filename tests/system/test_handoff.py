"""The evening's handoff and the morning's return, questions, and what is due, through the real programs."""

import json
import os
import pty
import queue
import re
import subprocess
import threading
import unittest

from harness import World, eventually
from harness.patience import PATIENCE
from harness.screen import WIDTH, widest


class Watched:
    """What a program that watches has heard."""

    def __init__(self, agency):
        self.process = agency.stream("watch")
        self._lines = queue.Queue()
        threading.Thread(target=lambda: [self._lines.put(json.loads(line)) for line in self.process.stdout], daemon=True).start()
        self.events = [self._lines.get(timeout=10 * PATIENCE)]

    def heard(self, event):
        while not self._lines.empty():
            self.events.append(self._lines.get())
        return [line for line in self.events if line["event"] == event]

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Handoff(unittest.TestCase):
    """Friday 13 February 2026 at the office, the hospital and the nurses; the activity centre may know about money only."""

    def setUp(self):
        self.world = World(clock="2026-02-13T05:00:00Z")  # 14:00 in Japan
        self.addCleanup(self.world.close)
        self.office = self.world.agency("ひまわり相談支援センター", "consultation-support")
        self.hospital = self.world.agency("さくら精神科病院", "psychiatric-hospital", phones=["03-0000-0002"])
        self.nurses = self.world.agency("みどり訪問看護", "visiting-nursing")
        self.centre = self.world.agency("あおぞら地域活動支援センター", "activity-centre")
        everybody = (self.office, self.hospital, self.nurses, self.centre)
        self.world.pair_all(*everybody)
        self.team = self.world.team(*everybody)
        self.world.everybody_may_know_everything(self.team, self.office, self.hospital, self.nurses)
        self.world.consent(self.office, self.team, [self.centre], categories="money", seen_by=everybody)

    def clock(self, moment):
        """Logins end meanwhile."""
        self.world.set_clock(moment)

    def arrived(self, agency, message):
        return eventually(lambda: next((line for line in agency.inbox() if line["message_id"] == message), None),
                          what=f"{agency.name} has the message")

    def watch(self, agency):
        watched = Watched(agency)
        self.addCleanup(watched.close)
        return watched

    def send(self, agency, *arguments, urgency="message", category="sleep-meals"):
        return agency.one("send", self.team, "--urgency", urgency, "--category", category, "--body", "本文", *arguments)["message_id"]

    def sees_nothing(self, agency):
        for words in (("handoff", "list", self.team), ("questions", self.team)):
            self.assertEqual(agency.lines(*words), [])
        self.assertEqual(agency.inbox(), [])

    def test_an_evening_and_a_morning(self):
        urgent = self.send(self.office, "--to", f"{self.hospital.id},{self.nurses.id}", urgency="phone")
        self.office.tasuki("call", "log", urgent, "--number", "03-0000-0002", "--outcome", "busy")
        self.assertEqual(self.office.refused("handoff", "write", self.team, "--situation", "眠れていない", code=1), "nobody-covers")
        write = ("handoff", "write", self.team, "--to", self.hospital.id, "--situation", "二日眠れていない", "--background",
                 "水を2リットル\n飲んだ", "--recommendation", "0時に見てほしい")
        tried = self.office.one(*write, "--dry-run")
        self.assertNotIn("message_id", tried)
        self.assertEqual({item["what"] for item in tried["prefilled"]}, {"unaccepted", "call-back"})
        urgent_itself = self.office.one("handoff", "write", self.team, "--to", self.hospital.id, "--category", "sleep-meals",
                                        "--situation", "x", "--urgency", "phone", "--dry-run")
        self.assertTrue(urgent_itself["read_back"])
        written = self.office.one(*write)
        handoff = written["message_id"]
        self.assertTrue(written["read_back"])
        self.assertEqual((written["window"], written["from"]), ("late", "2026-02-13T08:30:00.000Z"))
        self.assertEqual(written["accept_by"], "2026-02-13T08:00:00.000Z")

        self.arrived(self.hospital, handoff)
        self.arrived(self.hospital, urgent)
        page = self.hospital.tasuki("--lang", "ja", "handoff", "show", handoff, json_output=False).stdout
        self.assertIn("二日眠れていない", page)
        self.assertIn("かけ直し", page)
        self.assertLess(page.count("\n"), 24)
        self.assertLessEqual(widest(page), WIDTH)
        shown = self.hospital.one("handoff", "show", handoff)
        self.assertEqual([item["message_id"] for item in shown["items"]], [urgent])
        self.assertEqual(self.hospital.refused("accept", handoff, code=1), "read-back-missing")
        self.hospital.tasuki("accept", handoff, "--note", "Aさんに電話をかけ直します")
        accepted = eventually(lambda: self.office.lines("handoff", "list", self.team)[0]["accepted"])
        self.assertEqual(accepted[0]["note"], "Aさんに電話をかけ直します")
        self.assertEqual(self.nurses.lines("handoff", "list", self.team), [], "it was not for them")
        self.sees_nothing(self.centre)

        night = self.send(self.hospital, "--to", self.office.id)
        back = self.hospital.one("handoff", "write", self.team, "--back", "--to", self.office.id, "--situation", "落ち着いていた")
        self.assertIn(night, [item["message_id"] for item in back["prefilled"]])
        eventually(lambda: [line["back"] for line in self.office.lines("handoff", "list", self.team)] == [True, False])

    def test_what_nobody_accepts_is_told_to_writer_and_coordinator_once(self):
        write = ("handoff", "write", self.team, "--category", "sleep-meals", "--situation", "眠れていない")
        self.assertEqual(self.nurses.refused("handoff", "write", self.team, "--to", self.centre.id, "--category",
                                             "sleep-meals", "--situation", "眠れていない", code=5), "consent-missing")
        handoff = self.nurses.one(*write, "--to", f"{self.hospital.id},{self.office.id}")["message_id"]
        self.arrived(self.office, handoff)
        self.arrived(self.hospital, handoff)
        watched = {agency: self.watch(agency) for agency in (self.nurses, self.office, self.hospital)}
        self.clock("2026-02-13T08:00:01Z")
        for agency in (self.nurses, self.office):
            told = eventually(lambda: watched[agency].heard("handoff-unaccepted"), what=f"{agency.name} is told")
            self.assertEqual([event["message_id"] for event in told], [handoff])
        self.assertEqual(watched[self.hospital].heard("handoff-unaccepted"), [])
        self.assertTrue(self.office.lines("handoff", "list", self.team)[0]["unaccepted"])
        self.office.restart()
        self.office.login()
        again = self.watch(self.office)
        self.office.tasuki("status")
        self.assertEqual(again.heard("handoff-unaccepted"), [], "once")
        self.sees_nothing(self.centre)

    def test_a_question_is_owed_until_it_is_answered(self):
        ask = ("--ask", "今朝は飲めましたか", "--by", "2026-02-13T09:00:00Z")
        both = f"{self.hospital.id},{self.nurses.id}"
        self.assertEqual(self.office.refused("send", self.team, "--urgency", "message", "--category", "medication", "--body", "x",
                                             "--to", both, *ask, code=2), "owner-missing")
        question = self.send(self.office, "--to", both, "--owner", self.nurses.id, *ask, category="medication")
        self.arrived(self.nurses, question)
        self.arrived(self.hospital, question)
        self.assertEqual([line["mine"] for line in self.nurses.lines("questions", "--mine")], [True])
        self.assertEqual(self.hospital.lines("questions", "--mine"), [])
        asker, owner = self.watch(self.office), self.watch(self.nurses)
        self.assertEqual(self.office.lines("questions", self.team, "--overdue"), [])
        self.clock("2026-02-13T09:00:01Z")
        for watched in (asker, owner):
            eventually(lambda: watched.heard("question-overdue"), what="both sides are told")
        self.assertEqual([line["owner"] for line in self.office.lines("questions", "--overdue")], [self.nurses.id])
        self.send(self.nurses, "--to", self.office.id, "--answers", question, category="medication")
        eventually(lambda: self.office.lines("questions") == [], what="the question is answered")
        self.sees_nothing(self.centre)

    def test_what_is_due_follows_from_what_each_was_told(self):
        self.assertEqual(self.office.refused("milestone", "set", self.team, "discharge", "--on", "2026-01-31", code=5), "consent-missing")
        self.office.tasuki("milestone", "set", self.team, "discharge", "--on", "2026-01-31", "--permitted-only")

        def report(agency):
            return [line for line in agency.lines("due", self.team) if line["what"] == "medication-report"]

        line = eventually(lambda: report(self.nurses))[0]
        self.assertEqual((line["owes"], line["to"], line["due"], line["overdue"]),
                         (self.nurses.id, [self.hospital.id], "2026-02-28", False))
        self.assertEqual(report(self.centre), [], "it was not told of the discharge")
        self.send(self.nurses, "--kind", "medication-report", "--to", self.hospital.id, category="medication")
        line = eventually(lambda: [line for line in report(self.hospital) if line["last_done"]])[0]
        self.assertEqual((line["due"], line["last_done"]), ("2026-03-31", "2026-02-13"))
        self.assertEqual(report(self.office)[0]["due"], "2026-02-28", "nor was the office told of the report")

    def test_every_line_says_how_old_it_is_and_whose_words(self):
        message = self.send(self.nurses, "--to", self.hospital.id, "--observed-at", "2026-02-12T02:00:00Z", "--basis", "said-by-person")
        line = self.arrived(self.hospital, message)
        self.assertTrue(line["stale"])
        self.assertGreater(line["age_seconds"], 24 * 3600)
        for words in (("inbox",), ("open", message), ("search", "本文")):
            said = self.hospital.tasuki("--lang", "ja", *words, json_output=False).stdout
            self.assertIn("1日前・本人の言葉  ⚠ 古い情報", said, words)
        self.assertIn("1日前・本人の言葉", self.nurses.tasuki("--lang", "ja", "receipts", message, json_output=False).stdout)

    def test_on_a_terminal_it_is_shown_before_it_goes(self):
        for answer, sent in ((b"n\n", 0), (b"y\n", 1)):
            said = self.at_a_terminal(answer, "handoff", "write", self.team, "--to", self.hospital.id, "--category",
                                      "sleep-meals", "--situation", "眠れていない")
            self.assertRegex(said, "未対応のものはありません。")
            self.assertEqual(len(self.office.lines("handoff", "list", self.team)), sent)

    def at_a_terminal(self, answer, *words):
        master, terminal = pty.openpty()
        self.addCleanup(os.close, master)
        process = subprocess.Popen(self.office.command("--lang", "ja", *words, json_output=False), stdin=terminal, stdout=terminal,
                                   stderr=terminal, env=self.office.environment())
        os.close(terminal)
        said = b""
        while b"[y/N]" not in said:
            said += os.read(master, 4096)
        os.write(master, answer)
        try:
            while chunk := os.read(master, 4096):
                said += chunk
        except OSError:
            pass  # the other side has closed it
        process.wait(timeout=20 * PATIENCE)
        return re.sub(r"\x1b\[[0-9;]*m", "", said.decode("utf-8", "replace"))


if __name__ == "__main__":
    unittest.main()
