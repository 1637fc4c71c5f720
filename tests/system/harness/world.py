"""Several agencies that meet, and what they agree on."""

import contextlib
import pathlib
import shutil
import tempfile

from .agency import Agency
from .patience import eventually
from .proxy import Proxy

CATEGORIES = ("contact,daily-life,sleep-meals,warning-sign,symptoms,medication,diagnosis,risk,family,money,housing,"
              "work,substance,abuse,physical-health,crisis-plan,support-plan")


class World:
    """Owns a folder, its agencies and proxies. `close()` ends every process that it started and removes the folder.

    With `clock`, an RFC 3339 time, every node runs by a test clock that `set_clock` moves. `costly`: passphrases cost
    what they cost in earnest.
    """

    def __init__(self, clock=None, costly=False):
        self._costly = costly
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tasuki-"))
        self.agencies, self.proxies = [], []
        self._clock = self.folder / "clock" if clock else None
        if clock:
            self.set_clock(clock)

    def set_clock(self, moment):
        self._clock.write_text(moment + "\n")

    def agency(self, name, kind, proxied=False, start=True, **how):
        """Initialised, running, its administrator logged in. `proxied`: behind a `Proxy`, or one of the class given."""
        if self._clock:
            how["options"] = ["--test-clock", str(self._clock)]
        agency = Agency(self.folder / f"agency-{len(self.agencies)}", name, kind, **how)
        self.agencies.append(agency)
        if proxied:
            agency.proxy = (Proxy if proxied is True else proxied)(agency.port)
            self.proxies.append(agency.proxy)
            agency.advertised = f"127.0.0.1:{agency.proxy.port}"
        agency.init() if self._costly else agency.init_cheaply()
        if start:
            agency.start()
            agency.login()
        return agency

    def pair(self, inviting, accepting):
        """Face to face: the code goes from hand to hand."""
        code = inviting.one("contact", "invite")["code"]
        accepted = accepting.one("contact", "accept", code)
        assert accepted["agency_id"] == inviting.id and accepted["trust"] == "face-to-face", accepted
        eventually(lambda: accepting.id in {line["agency_id"] for line in inviting.lines("contact", "list")},
                   what=f"{inviting.name} knows {accepting.name}")

    def pair_all(self, *agencies):
        for number, one in enumerate(agencies):
            for other in agencies[number + 1:]:
                self.pair(one, other)

    def team(self, coordinator, *members, person="Aさん"):
        """Waits until every member sees the same members."""
        team = coordinator.one("team", "create", person)["team_id"]
        for member in members:
            coordinator.tasuki("team", "add", team, member.id)
        everybody = {agency.id for agency in (coordinator, *members)}
        for agency in (coordinator, *members):
            eventually(lambda: self.members(agency, team) == everybody, what=f"{agency.name} sees the whole team")
        return team

    @staticmethod
    def members(agency, team):
        return {member["agency_id"] for member in agency.one("team", "show", team)["members"]}

    def consent(self, author, team, recipients, categories=CATEGORIES, seen_by=(), **dates):
        """Granted by `author` for others; waits until those in `seen_by` know it. Returns the consent's id."""
        to = ",".join(agency.id for agency in recipients)
        options = [part for name, value in dates.items() for part in (f"--{name}", value)]
        consent = author.one("consent", "grant", team, "--category", categories, "--to", to,
                             "--obtained", "written", "--on", "2026-02-01", *options)["consent_id"]
        self.await_consent(consent, team, *seen_by)
        return consent

    def await_consent(self, consent, team, *agencies, state=None):
        for agency in agencies:
            eventually(lambda: any(line["consent_id"] == consent and (state is None or line["state"] == state)
                                   for line in agency.lines("consent", "list", team)),
                       what=f"{agency.name} knows the consent")

    def everybody_may_know_everything(self, team, *agencies):
        """The first agency attests for the others, the second for the first."""
        first, second = agencies[:2]
        self.consent(first, team, agencies[1:], seen_by=agencies)
        self.consent(second, team, [first], seen_by=agencies)

    def close(self):
        with contextlib.ExitStack() as closing:
            closing.callback(shutil.rmtree, self.folder, ignore_errors=True)
            for owned in (*self.proxies, *self.agencies):
                closing.callback(owned.close)
