"""Rows to something to take away. Every format starts from the plain records of records.py."""
