"""The editor's desk: stock Django admin, extended where statements need it."""

from archive.admin import actors, articles, events, statements

__all__ = ["actors", "articles", "events", "statements"]
