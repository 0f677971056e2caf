"""The closed lists of words that annotations and the database share: value to label."""

STATEMENT_KINDS = {"direct": "direct", "mixed": "mixed", "indirect": "indirect"}

STATUSES = {"draft": "draft", "in-review": "in review", "published": "published", "withdrawn": "withdrawn"}

ACTOR_KINDS = {"person": "person", "organisation": "organisation", "state": "state", "outlet": "media outlet"}

#: "name": another spelling or short form, which a search widens to; "called": a role or metonym, only shown.
NAME_KINDS = {"name": "spelling", "called": "role or metonym"}

EVENT_KINDS = {
    "attack": "attack",
    "call": "call",
    "campaign": "campaign",
    "conflict": "conflict",
    "decision": "decision",
    "election": "election",
    "exchange": "exchange",
    "meeting": "meeting",
    "offensive": "offensive",
    "press-conference": "press conference",
    "proposal": "proposal",
    "remarks": "remarks",
    "statement": "statement",
    "talks": "talks",
    "other": "other",
}

TITLE_SOURCES = {"source": "the text", "editor": "an editor"}
