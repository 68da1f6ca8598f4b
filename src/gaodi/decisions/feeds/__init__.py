"""The feeds: which facts of which registers a book is asked with, one module a book; importing them declares them."""

from gaodi.decisions.feeds import (
    dual_qualified,
    internship_posts,
    school_standard,
    surcharge_credit,
    teacher_practice,
)
from gaodi.decisions.feeds.feed import FEEDS, Fed, Feed, Used, feeds_of

__all__ = [
    "FEEDS",
    "Fed",
    "Feed",
    "Used",
    "dual_qualified",
    "feeds_of",
    "internship_posts",
    "school_standard",
    "surcharge_credit",
    "teacher_practice",
]
