"""docs/data.md is the dictionary of what is taken along: every field, no other, and every form."""

import re

import pytest
from django.conf import settings

from archive.listing import FORMS
from archive.publishing import annotations, asked, citations, feeds, formats, records, slots

TEXT = (settings.BASE_DIR / "docs" / "data.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("noun", records.FIELDS)
def test_every_field_is_described_in_its_order(noun):
    section = TEXT.partition(f"\n## {noun.capitalize()}s\n")[2].partition("\n## ")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \| .", section, re.MULTILINE)) == records.FIELDS[noun]


def test_every_form_of_a_list_is_described():
    for noun in asked.LISTS:
        assert all(f"`/{noun}s.{ending}`" in TEXT for ending, *_ in FORMS)


def test_every_form_of_a_statement_and_an_article_is_described():
    assert all(f"{ending}`" in TEXT for ending in (*citations.FORMS, "json", "annotations.jsonld"))


def test_the_numbers_are_those_of_the_code():
    assert f"the newest {feeds.NEWEST}" in TEXT
    assert f"{annotations.AROUND} characters around it" in TEXT
    assert (slots.EACH, "two lists along at once" in TEXT) == (2, True)
    assert f"`{formats.SEPARATOR}`" in TEXT
