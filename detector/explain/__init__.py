"""Why, what next, and what it was like before."""

from .background import Background
from .checks import next_checks
from .similar import similar_cases
from .words import notices, summary

__all__ = ["Background", "next_checks", "notices", "similar_cases", "summary"]
