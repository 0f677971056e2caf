"""Full-text search. The rest of the archive calls ``understand`` and then ``condition``, ``ranked`` and ``highlight``.

parser.py reads what was typed into a tree (query.py), names.py widens it to all spellings, matching.py runs it against the index,
sqlite.py says what the index is, index.py proves it true. The tree and the callers know no engine.
"""
