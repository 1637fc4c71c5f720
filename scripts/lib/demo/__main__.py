"""One weekend of one team, played by real nodes on this machine. See scripts/demo."""

import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "tests/system"))

from harness import World  # noqa: E402
from stage import NotSo, Stage  # noqa: E402
import weekend  # noqa: E402


def main():
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument("--lang", choices=("ja", "en"), default="ja")
    parser.add_argument("--keep", action="store_true", help="leave the nodes running")
    arguments = parser.parse_args()
    world = World()
    stage = Stage(world, arguments.lang, arguments.keep)
    kept = False
    try:
        weekend.play(stage)
        stage.tell_what_was_shown()
        if arguments.keep:
            kept = True
            stage.tell_how_to_go_on()
    except (NotSo, AssertionError) as failure:
        print(f"\n✗ {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n" + stage.words("中断しました。ノードは終わらせました。", "Interrupted; the nodes have been ended."), file=sys.stderr)
        return 130
    finally:
        if not kept:
            world.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
