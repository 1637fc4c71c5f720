"""Types what README and docs tell people to type."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

from harness import World, eventually, sanitizers
from harness.agency import ROOT, free_port, program
from harness.patience import PATIENCE

sys.path.insert(0, str(ROOT / "tests/checks"))
import documents  # noqa: E402


class Typed(unittest.TestCase):
    """A fresh folder that looks like the repository, and a shell in it."""

    document = "README.md"

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tasuki-typed-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.addCleanup(sanitizers.look, self.folder / ".findings")
        self.environment = {**os.environ, **sanitizers.environment(self.folder / ".findings")}
        self.stubs = self.folder / ".stubs"
        self.stubs.mkdir()
        for name in ("docs", "scripts", "tests", "node", "CMakePresets.json"):
            (self.folder / name).symlink_to(ROOT / name)
        for preset in ("dev", "release"):
            (self.folder / "build" / preset).mkdir(parents=True)
            (self.folder / "build" / preset / "bin").symlink_to(pathlib.Path(program("")).resolve())

    def stub(self, name, script):
        path = self.stubs / name
        path.write_text(f"#!/bin/bash\necho \"{name} $*\" >> '{self.folder}/.stubs/said'\n{script}\n")
        path.chmod(0o755)

    def said(self):
        path = self.stubs / "said"
        return path.read_text() if path.exists() else ""

    def new_world(self, **how):
        world = World(**how)
        self.addCleanup(world.close)
        return world

    def type_as(self, agency):
        """The blocks of the calling test, typed by the administrator of an agency whose node runs."""
        return self.type(before=f"export TASUKI_HOME='{agency.home}' TASUKI_SESSION='{agency.session_file(None)}'\n")

    def type(self, cwd=None, before="", after="", timeout=120):
        """Runs the blocks that name the calling test, as one script that stops at the first failure. Only the ports are
        others, so that it can run beside itself."""
        text = (ROOT / self.document).read_text(encoding="utf-8")
        script = documents.typed(text, self.id())
        self.assertTrue(script, f"{self.document} has no block for {self.id()}")
        return self.run_script(before + script, cwd, after, timeout)

    def run_script(self, script, cwd=None, after="", timeout=120):
        for port in set(re.findall(r"127\.0\.0\.1:(\d+)", script)):
            script = script.replace(port, str(free_port()))
        environment = {**self.environment, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "XDG_RUNTIME_DIR": str(self.folder),
                       "PATH": f"{self.stubs}:{program('').rstrip('/')}:{os.environ['PATH']}"}
        whole = f"set -eu -o pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n{script}{after}"
        typed = subprocess.Popen(["bash", "-c", whole], cwd=cwd or self.folder, env=environment, text=True,
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                 start_new_session=True)
        try:
            said, _ = typed.communicate(timeout=timeout * PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(typed.pid, signal.SIGKILL)
            said, _ = typed.communicate()
            self.fail(f"{script}\ndoes not end; said:\n{said}")
        self.assertEqual(typed.returncode, 0, f"{script}\nsaid:\n{said}")
        return said


class Readme(Typed):
    def test_first_use_by_hand(self):
        self.assertIn("三日続けて眠れていないそうです。", self.type())


class Testing(Typed):
    document = "docs/testing.md"

    def needs_dev(self):
        if pathlib.Path(program("unit_base")) != ROOT / "build/dev/bin/unit_base":
            self.skipTest("what is typed here builds or tests presets of its own: once, beside the dev preset, is enough")

    def test_one_kind_one_test(self):
        self.needs_dev()
        said = self.type(cwd=ROOT)
        self.assertEqual(said.count("100% tests passed"), 2, said)

    def test_one_system_test(self):
        self.assertIn("OK", self.type())

    def test_a_healed_partition(self):
        self.assertRegex(self.type(), r"bytes in all: 1\.[01]")

    def test_eleven_days(self):
        """That it runs is bench_runs' business, and that it is fast nobody's but the reader's: here its options are known."""
        folder = self.folder / "build/release/bin"
        folder.unlink()
        folder.mkdir()
        (folder / "tasuki_bench").write_text(f'#!/bin/bash\nexec \'{program("tasuki_bench")}\' "${{@/5000/0}}"\n')
        (folder / "tasuki_bench").chmod(0o755)
        self.assertIn("fsync, median", self.type())

    def test_fuzzing_for_longer(self):
        self.needs_dev()
        self.assertIn("Done 100000 runs", self.type(cwd=ROOT, timeout=300))


class Simulation(Typed):
    document = "docs/simulation.md"

    def test_some_seeds(self):
        self.assertIn("20 seeds", self.type(timeout=300))

    def test_one_history(self):
        self.assertIn("trace hash", self.type())


class Operations(Typed):
    document = "docs/operations.md"

    def test_building_and_installing(self):
        self.stub("cmake", "")
        self.stub("sudo", "\"$@\"")
        self.stub("install", "for file in \"$@\"; do case $file in build/*) test -x \"$file\" || exit 1;; esac; done")
        self.type()
        self.assertIn("install -m 755", self.said())
        for preset in ("--preset release", "--build --preset release"):
            self.assertIn(preset, self.said())

    def test_the_first_start(self):
        for name in ("passphrase", "passphrase-of-suzuki"):
            (self.folder / name).write_text("five words that nobody guesses\n")
        said = self.type()
        self.assertIn("鈴木 一郎", said)

    def test_introducing_two_agencies(self):
        world = self.new_world()
        office = world.agency("ひまわり相談支援センター", "consultation-support")
        others = [world.agency("さくら精神科病院", "psychiatric-hospital"), world.agency("みどり訪問看護", "visiting-nursing")]
        for other in others:
            world.pair(office, other)
        world.team(office, *others)
        said = self.type_as(office)
        self.assertIn("互いに紹介しました", said)

    def test_who_answers_when(self):
        world = self.new_world()
        office = world.agency("ひまわり相談支援センター", "consultation-support")
        office.one("team", "create", "Aさん")
        said = self.type_as(office)
        self.assertIn("緊急度の取り決め", said)
        self.assertIn("だれも出ない時間帯", said)

    def test_warning_signs(self):
        world = self.new_world()
        office = world.agency("ひまわり相談支援センター", "consultation-support")
        others = [world.agency("さくら精神科病院", "psychiatric-hospital"), world.agency("みどり訪問看護", "visiting-nursing")]
        for other in others:
            world.pair(office, other)
        team = world.team(office, *others)
        world.consent(office, team, others, "warning-sign,sleep-meals", seen_by=others)
        said = self.type_as(office)
        for part in ("サインを決めました", "3日のうち1日", "サインを知らせました"):
            self.assertIn(part, said)

    def test_what_your_agency_can_be_asked_for(self):
        world = self.new_world(clock="2026-02-13T17:00:00+09:00")
        nurses = world.agency("みどり訪問看護", "visiting-nursing")
        said = self.type_as(nurses)
        self.assertIn("開所中", said)

    def test_the_crisis_plan(self):
        world = self.new_world()
        office = world.agency("ひまわり相談支援センター", "consultation-support")
        hospital = world.agency("さくら精神科病院", "psychiatric-hospital")
        world.pair(office, hospital)
        team = world.team(office, hospital)
        world.consent(office, team, [hospital])
        said = self.type_as(office)
        self.assertIn("クライシスプランを送りました。第1版", said)
        self.assertIn("さくら精神科病院", said)

    def test_handing_over(self):
        world = self.new_world()
        office = world.agency("ひまわり相談支援センター", "consultation-support")
        hospital = world.agency("さくら精神科病院", "psychiatric-hospital")
        nurses = world.agency("みどり訪問看護", "visiting-nursing")
        world.pair_all(office, hospital, nurses)
        team = world.team(office, hospital, nurses)
        world.everybody_may_know_everything(team, office, hospital, nurses)
        said = self.type_as(office)
        for words in ("試しです。何も送っていません。", "受領待ち", "回答待ち", "服薬状況の情報提供"):
            self.assertIn(words, said)

    def test_ones_own_passphrase(self):
        for name in ("passphrase", "passphrase-of-suzuki"):
            (self.folder / name).write_text("five words that nobody guesses\n")
        (self.folder / "new-passphrase-of-suzuki").write_text("five other words of her own\n")
        self.type(before="""export TASUKI_HOME="$HOME/tasuki-home"
tasuki init --agency 'みどり訪問看護' --kind visiting-nursing --admin '佐藤 恵' --passphrase-file passphrase
tasukid --home "$TASUKI_HOME" --listen 127.0.0.1:7411 --passphrase-file passphrase &
until tasuki status > status.log 2>&1; do sleep 1; done
tasuki login '佐藤 恵' --passphrase-file passphrase
tasuki staff add '鈴木 一郎' --profession visiting-nurse --passphrase-file passphrase-of-suzuki
tasuki login '鈴木 一郎' --passphrase-file passphrase-of-suzuki
""", after="tasuki login '鈴木 一郎' --passphrase-file new-passphrase-of-suzuki\n")

    def test_backup_and_restore(self):
        (self.folder / "passphrase").write_text("five words that nobody guesses\n")
        self.type(before="""export TASUKI_HOME="$HOME/tasuki-home"
tasuki init --agency 'みどり訪問看護' --kind visiting-nursing --admin '佐藤 恵' --passphrase-file passphrase
tasukid --home "$TASUKI_HOME" --listen 127.0.0.1:7411 --passphrase-file passphrase &
until tasuki status > status.log 2>&1; do sleep 1; done
tasuki login '佐藤 恵' --passphrase-file passphrase
""")
        self.assertTrue((self.folder / "new-home" / "store.db").exists())

    def test_under_systemd(self):
        """With stand-ins for what only root may do: the node's home is a folder of this test."""
        (self.folder / "passphrase").write_text("five words that nobody guesses\n")
        self.stub("sudo", "[ \"$1\" = -u ] && shift 2\n\"$@\"")
        for name in ("useradd", "systemctl", "chown"):
            self.stub(name, "")
        self.stub("install", "for file in \"$@\"; do case $file in node/*|passphrase) test -f \"$file\" || exit 1;; esac; done")
        home = self.folder / "var-lib-tasuki"
        self.stub("tasuki", f"case \"$*\" in *status*) exit 0;; esac\n"
                            f"set -- \"${{@//\\/var\\/lib\\/tasuki/{home}}}\"\n"
                            f"set -- \"${{@//\\/etc\\/tasuki\\/passphrase/{self.folder}/passphrase}}\"\n"
                            f"exec {program('tasuki')} \"$@\"")
        self.type()
        self.assertTrue((home / "store.db").exists())
        self.assertIn("systemctl enable --now tasukid", self.said())

    def test_the_unit_starts_a_node(self):
        """What ExecStart says, with this build's program and a home of its own."""
        lines = (ROOT / "node/tasukid.service").read_text().replace("\\\n", " ").split("\n")
        command = next(line for line in lines if line.startswith("ExecStart=")).removeprefix("ExecStart=").split()
        secret = self.folder / "passphrase"
        secret.write_text("five words that nobody guesses\n")
        home = self.folder / "home"
        subprocess.run([program("tasuki"), "--home", home, "init", "--agency", "みどり訪問看護", "--kind", "visiting-nursing",
                        "--admin", "佐藤", "--profession", "psw", "--passphrase-file", secret],
                       check=True, capture_output=True, env=self.environment)
        own = {"/usr/local/bin/tasukid": program("tasukid"), "/var/lib/tasuki": str(home),
               "%d/passphrase": str(secret), "${CREDENTIALS_DIRECTORY}/passphrase": str(secret),
               "0.0.0.0:7411": "127.0.0.1:0"}
        node = subprocess.Popen([own.get(word, word) for word in command], stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=self.environment)
        self.addCleanup(node.stdout.close)
        self.addCleanup(node.kill)
        self.assertTrue(node.stdout.readline().startswith(b"ready"))
        node.terminate()
        self.assertEqual(node.wait(timeout=10 * PATIENCE), 0)


class FirstWeek(Typed):
    """Typed block by block, each as the one that its first line names, at the time that it says."""

    document = "docs/first-week.md"
    DAYS = {"Tuesday": "2026-02-03", "Wednesday": "2026-02-04", "Thursday": "2026-02-05", "Friday": "2026-02-06",
            "Sunday": "2026-02-08", "next Monday": "2026-02-09"}
    # What people copy from a screen, theirs or the one beside it.
    COPIED = {"ID": r"\b[0-9a-f]{8}\b", "CODE": r"TASUKI1-[0-9A-Z-]+", "NUMBER": r"([0-9]{5} ){11}[0-9]{5}"}

    def test_the_first_day(self):
        for name in ("passphrase", "passphrase-of-yamamoto"):
            (self.folder / name).write_text("five words that nobody guesses\n")
        self.assertIn("復旧コード", self.type())

    def test_from_the_second_day_on(self):
        self.meet()
        text = (ROOT / self.document).read_text(encoding="utf-8")
        said = {}
        for _, runner, block in documents.blocks(text):
            if self.id() == runner:
                when, shown = self.type_as_said(block)
                said[when] = said.get(when, "") + shown
        self.check_what_was_said(said)
        self.check_who_has_what()

    def meet(self):
        """Five nodes by one clock. The pairing of the office and the hospital is the document's."""
        self.world = World(clock="2026-02-03T09:00:00+09:00")
        self.addCleanup(self.world.close)
        called = (("ひまわり相談支援センター", "consultation-support", "佐藤 恵", "consultation-specialist", "045-000-0010"),
                  ("さくら精神科病院", "psychiatric-hospital", "鈴木 一郎", "ward-nurse", "045-000-0001"),
                  ("みどり訪問看護", "visiting-nursing", "高橋 直子", "visiting-nurse", "045-000-0002"),
                  ("Aさんのお兄さん", "family", "Aさんの兄", "family", "045-000-0005"),
                  ("お隣の田中さん", "neighbour", "田中 実", "volunteer", "045-000-0004"))
        for name, kind, admin, profession, phone in called:
            self.world.agency(name, kind, admin=admin, profession=profession, phones=[phone])
        office, _, *others = self.world.agencies
        for other in others:
            self.world.pair(office, other)

    def type_as_said(self, block):
        """Logs in, as staff do whenever they come to the PC, types, and waits until everybody has what went out."""
        who, staff, when = re.match(r"# (.+), (.+), (.+)\n", block).groups()
        day, hour = when.rsplit(" ", 1)
        self.world.set_clock(f"{self.DAYS[day]}T{hour}:00+09:00")
        agency = next(agency for agency in self.world.agencies if agency.name == who)
        self.assertEqual(staff, agency.admin)
        agency.login()
        for word, shape in self.COPIED.items():
            copied = f"\"$(copied '{shape}')\""
            block = re.sub(rf"(?<= )'?{word}'?(?=\s)", lambda _, copied=copied: copied, block)
        before = f"""export TASUKI_HOME='{agency.home}' TASUKI_SESSION='{agency.session_file(None)}'
copied() {{ grep -oP "$1" .shown | tail -n 1; }}
tasuki() {{ command tasuki "$@" | tee .shows; case "$*" in inbox*|*' list '*) head -n 1 .shows;; *) cat .shows;; esac >> .shown; }}
"""
        shown = self.run_script(before + block)
        self.settle(agency)
        return when, shown

    def settle(self, typed):
        """What one types now the others have before the next comes to the PC."""
        for agency in self.world.agencies:
            agency.login()
            eventually(lambda: agency.one("status")["outbox"] == 0, what=f"{agency.name} has nothing to send")
        for team in typed.lines("team", "list"):
            for words in (("consent", "list"), ("roster", "show"), ("agreement", "show")):
                eventually(lambda: len({self.ids(agency, *words, team["team_id"]) for agency in self.members(team)}) == 1,
                           what=f"all members agree on {' '.join(words)}")

    def members(self, team):
        return [agency for agency in self.world.agencies
                if team["team_id"] in {line["team_id"] for line in agency.lines("team", "list")}]

    @staticmethod
    def ids(agency, *command):
        return frozenset((line.get("consent_id") or line.get("record_id"), str(line.get("attested_by")))
                         for line in agency.lines(*command))

    def check_what_was_said(self, said):
        expected = {"Tuesday 14:05": "安全番号を確認しました", "Wednesday 14:20": "有効", "Thursday 10:30": "空いている時間帯はありません",
                    "Thursday 11:00": "開所中", "Friday 10:00": "三日つづけて眠れない", "Friday 11:00": "Aさんのお兄さん",
                    "Friday 16:30": "さくら精神科病院", "Friday 16:50": "受領（対応します）", "Sunday 02:10": "090-0000-0010",
                    "Sunday 02:13": "090-0000-0002", "Sunday 02:16": "サインの通知", "next Monday 07:40": "応答なし",
                    "next Monday 09:30": "回答待ち", "next Monday 13:00": "服薬状況の情報提供",
                    "next Monday 15:00": "監査証跡に問題はありません"}
        for when, words in expected.items():
            self.assertIn(words, said[when], when)

    def check_who_has_what(self):
        """Who may know nothing of it has nothing of it."""
        office, hospital, nurses, brother, neighbour = self.world.agencies
        for agency in (office, hospital, nurses):
            self.assertTrue(agency.lines("search", "5リットル"), agency.name)
        self.assertEqual({line["kind"] for line in neighbour.inbox()}, {"roster", "crisis-plan"})
        self.assertEqual(brother.inbox(), [])
        self.assertEqual(office.lines("questions"), [])
        self.assertIn("ゆっくり、一つずつ聞いてください。", (self.folder / "plan.html").read_text())
        self.assertIn("本人の同意", (self.folder / "report.html").read_text())
        self.assertTrue((self.folder / "tasuki-2026-02-09.backup").exists())


del Typed  # not a test of its own

if __name__ == "__main__":
    unittest.main()
