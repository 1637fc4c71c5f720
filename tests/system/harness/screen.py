"""What a page for people needs of a terminal."""

import unicodedata

WIDTH = 80


def columns(line):
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def widest(page):
    return max(map(columns, page.splitlines()), default=0)
