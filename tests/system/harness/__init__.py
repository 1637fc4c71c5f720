"""Drives the real programs: agencies with nodes of their own, on this machine's loopback."""

from .agency import Agency, Answer, NodeDidNotStart, program
from .patience import eventually, never_within
from .proxy import Proxy
from .world import World

__all__ = ["Agency", "Answer", "NodeDidNotStart", "Proxy", "World", "eventually", "never_within", "program"]
