"""Reads ctest's JUnit report and prints how many tests ran and how many of them did not pass."""

import sys
import xml.etree.ElementTree as ElementTree

suite = ElementTree.parse(sys.argv[1]).getroot()
tests = int(suite.get("tests", 0))
skipped = int(suite.get("skipped", 0)) + int(suite.get("disabled", 0))
if tests - skipped == 0:
    sys.exit("no test was run")
print(tests - skipped, suite.get("failures"))
