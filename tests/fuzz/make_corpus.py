"""Writes the seed inputs of the fuzz targets: python3 tests/fuzz/make_corpus.py [TARGET…].

The inputs are committed; run this when a format gains a field. It never deletes what a fuzzer has found.
"""

import pathlib
import random
import sys

CORPUS = pathlib.Path(__file__).parent / "corpus"


def hex_inputs():
    rng = random.Random(1)
    texts = ["", "0", "00", "ff", "FF", "fF", "0g", "zz", "0x00", " 00", "00 ", "00\n", "é0", "\0\0", "-1"]
    texts += ["ab" * length for length in (1, 15, 16, 31, 32, 33, 64)]
    texts += ["".join(rng.choice("0123456789abcdefABCDEF") for _ in range(length)) for length in (6, 63, 64, 65)]
    return [text.encode() for text in texts]


def rfc3339_inputs():
    return [text.encode() for text in (
        "", "2026-02-13T08:00:00Z", "2026-02-13T08:00:00.000Z", "2026-02-13T08:00:00.123456789Z",
        "2026-02-13T17:00:00+09:00", "2026-02-13t17:00:00z", "2026-02-13 17:00:00Z", "2026-02-13T17:00:00-23:59",
        "2026-02-13T17:00:00+24:00", "2026-02-30T00:00:00Z", "2024-02-29T00:00:00Z", "2023-02-29T00:00:00Z",
        "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:60Z", "1969-12-31T23:59:59Z",
        "2026-02-13T24:00:00Z", "2026-02-13T08:00:00", "2026-02-13", "2026-2-13T8:0:0Z", "2026-02-13T08:00:00.Z",
        "2026-02-13T08:00:00+0900", "10000-01-01T00:00:00Z", "-001-01-01T00:00:00Z", "二〇二六年", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "0000-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59")]


TARGETS = {"hex": hex_inputs, "rfc3339": rfc3339_inputs}


def main():
    for target in sys.argv[1:] or TARGETS:
        folder = CORPUS / target
        folder.mkdir(parents=True, exist_ok=True)
        inputs = TARGETS[target]()
        for number, data in enumerate(inputs):
            (folder / f"seed-{number:03}").write_bytes(data)
        print(f"{target}: {len(inputs)} inputs")


if __name__ == "__main__":
    main()
