"""Full-text search: the one way by which lists, filters and searches find rows.

parser.py reads what was typed into a tree (query.py). reading.py makes it ready to run: known.py looks up what fields mean, names.py
widens names. matching.py runs the tree against the index (pages, counts), relevance.py orders the best, facets.py counts values,
highlight.py marks the words, explain.py says why nothing was found. tags.py has the language of filters, sqlite.py says what the index is,
index.py proves it true. The tree and the callers know no engine.
"""
