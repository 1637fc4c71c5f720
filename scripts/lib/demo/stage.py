"""What the play needs: a clock that is set, six agencies, a voice, and a check behind everything that is shown."""

import datetime
import re
import shlex
import sys
import time

from harness import Agency, eventually

JAPAN = datetime.timezone(datetime.timedelta(hours=9))
WEEKDAYS = {"ja": "月火水木金土日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


class NotSo(Exception):
    """Something that the demo was about to show is not so."""


class Stage:
    def __init__(self, world, language, keep):
        self.world, self.language, self._keep = world, language, keep
        self._clock = world.folder / "clock"
        self._begun = time.monotonic()
        self._checks = 0
        self._colour = sys.stdout.isatty()

    # ---- words

    def words(self, japanese, english):
        return japanese if self.language == "ja" else english

    def _paint(self, code, text):
        return f"\033[{code}m{text}\033[0m" if self._colour else text

    def say(self, japanese, english):
        print(f"  {self.words(japanese, english)}", flush=True)

    def scene(self, moment, japanese, english, waited=False):
        """The clock of every node is set to `moment` (in Japan), and the scene announced. `waited`: so long have the
        nodes been waiting, too; otherwise nothing that they count was counted meanwhile."""
        now = datetime.datetime.fromisoformat(moment).replace(tzinfo=JAPAN)
        self._clock.write_text(now.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ\n")
                               + ("uptime\n" if waited else ""))
        day = WEEKDAYS[self.language][now.weekday()]
        stamp = f"{now.month}/{now.day}({day}) {now:%H:%M}" if self.language == "ja" else f"{day} {now:%d %b %H:%M}"
        print("\n" + self._paint("1", f"━━ {stamp}  {self.words(japanese, english)}"), flush=True)

    def check(self, japanese, english, holds):
        """Says it only if it is so."""
        sentence = self.words(japanese, english)
        if not holds:
            raise NotSo(sentence)
        self._checks += 1
        print(self._paint("32", f"  ✓ {sentence}"), flush=True)

    def wait(self, japanese, english, look, within=30):
        """The same for what other nodes have to bring about first."""
        try:
            eventually(look, within=within)
        except AssertionError as late:
            raise NotSo(f"{self.words(japanese, english)} ({late})") from late
        self.check(japanese, english, True)

    # ---- agencies

    def agency(self, name, kind, admin, profession, phones=()):
        agency = Agency(self.world.folder / f"agency-{len(self.world.agencies)}", name, kind, phones=phones,
                        admin=admin, profession=profession, options=["--test-clock", str(self._clock)],
                        keep=self._keep)
        self.world.agencies.append(agency)
        return agency

    def show(self, agency, *arguments, staff=None, expect=0):
        """What a person types, and what they see."""
        typed = " ".join(f"'{word}'" if " " in str(word) or not str(word) else str(word) for word in arguments)
        print(self._paint("36", f"  {staff or agency.admin}@{agency.name}$ tasuki {self._shorten(typed)}"), flush=True)
        answer = agency.tasuki(*arguments, "--lang", self.language, staff=staff, expect=expect, json_output=False)
        for line in (answer.stdout + answer.stderr).splitlines():
            print(f"    {self._shorten(line)}", flush=True)
        return answer

    def _shorten(self, typed):
        typed = re.sub(rf"{re.escape(str(self.world.folder))}/\S*/", "", typed)
        return re.sub(r"\b([0-9a-f]{8})[0-9a-f]{56}\b", r"\1", typed)

    # ---- the end

    def tell_what_was_shown(self):
        seconds = time.monotonic() - self._begun
        print()
        self.say(f"{len(self.world.agencies)} つのノードで週末を {seconds:.0f} 秒で再現し、{self._checks} 項目を確かめました。",
                 f"Played the weekend with {len(self.world.agencies)} nodes in {seconds:.0f} s and checked {self._checks} things.")

    def tell_how_to_go_on(self):
        print()
        self.say("ノードは動いたままです。次のように話しかけられます:", "The nodes go on running. Talk to them like this:")
        for agency in self.world.agencies:
            command = shlex.join(agency.command("--lang", self.language, "inbox", json_output=False))
            print(f"    # {agency.name} ({agency.admin})\n    {command}")
        nodes = " ".join(str(agency.process.pid) for agency in self.world.agencies if agency.process)
        self.say("inbox のほかに: status、team list、audit disclosures、search 三日 など（--help で一覧）。",
                 "Besides inbox: status, team list, audit disclosures, search nights and more (--help lists them).")
        self.say("終わるには:", "To end them:")
        print(f"    kill {nodes}; rm -r {self.world.folder}")
