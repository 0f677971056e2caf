"""The editor's desk: stock Django admin, extended where statements need it."""
