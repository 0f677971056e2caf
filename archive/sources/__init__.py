"""Annotated sources: read and checked in plain Python, without Django.

A folder of texts and annotations goes in (``folder.read``), an ``AnnotatedArchive`` and a list of ``Problem`` come out.
"""
