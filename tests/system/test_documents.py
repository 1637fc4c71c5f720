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

from harness import World, sanitizers
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

    def type(self, cwd=None, before="", after="", timeout=120):
        """Runs the blocks that name the calling test, as one script that stops at the first failure. Only the ports are
        others, so that it can run beside itself."""
        text = (ROOT / self.document).read_text(encoding="utf-8")
        script = documents.typed(text, self.id())
        self.assertTrue(script, f"{self.document} has no block for {self.id()}")
        script = before + script
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
        world = World()
        self.addCleanup(world.close)
        office = world.agency("ひまわり相談支援センター", "consultation-support")
        others = [world.agency("さくら精神科病院", "psychiatric-hospital"), world.agency("みどり訪問看護", "visiting-nursing")]
        for other in others:
            world.pair(office, other)
        world.team(office, *others)
        said = self.type(before=f"export TASUKI_HOME='{office.home}' TASUKI_SESSION='{office.session_file(None)}'\n")
        self.assertIn("互いに紹介しました", said)

    def test_warning_signs(self):
        world = World()
        self.addCleanup(world.close)
        office = world.agency("ひまわり相談支援センター", "consultation-support")
        others = [world.agency("さくら精神科病院", "psychiatric-hospital"), world.agency("みどり訪問看護", "visiting-nursing")]
        for other in others:
            world.pair(office, other)
        team = world.team(office, *others)
        world.consent(office, team, others, "warning-sign,sleep-meals", seen_by=others)
        said = self.type(before=f"export TASUKI_HOME='{office.home}' TASUKI_SESSION='{office.session_file(None)}'\n")
        for part in ("サインを決めました", "3日のうち1日", "サインを知らせました"):
            self.assertIn(part, said)

    def test_what_your_agency_can_be_asked_for(self):
        world = World(clock="2026-02-13T17:00:00+09:00")
        self.addCleanup(world.close)
        nurses = world.agency("みどり訪問看護", "visiting-nursing")
        said = self.type(before=f"export TASUKI_HOME='{nurses.home}' TASUKI_SESSION='{nurses.session_file(None)}'\n")
        self.assertIn("開所中", said)

    def test_the_crisis_plan(self):
        world = World()
        self.addCleanup(world.close)
        office = world.agency("ひまわり相談支援センター", "consultation-support")
        hospital = world.agency("さくら精神科病院", "psychiatric-hospital")
        world.pair(office, hospital)
        team = world.team(office, hospital)
        world.consent(office, team, [hospital])
        said = self.type(before=f"export TASUKI_HOME='{office.home}' TASUKI_SESSION='{office.session_file(None)}'\n")
        self.assertIn("クライシスプランを送りました。第1版", said)
        self.assertIn("さくら精神科病院", said)

    def test_handing_over(self):
        world = World()
        self.addCleanup(world.close)
        office = world.agency("ひまわり相談支援センター", "consultation-support")
        hospital = world.agency("さくら精神科病院", "psychiatric-hospital")
        nurses = world.agency("みどり訪問看護", "visiting-nursing")
        world.pair_all(office, hospital, nurses)
        team = world.team(office, hospital, nurses)
        world.everybody_may_know_everything(team, office, hospital, nurses)
        said = self.type(before=f"export TASUKI_HOME='{office.home}' TASUKI_SESSION='{office.session_file(None)}'\n")
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


del Typed  # not a test of its own

if __name__ == "__main__":
    unittest.main()
