"""A statement's page: the words, who, to whom, when, how known, and the passage in its article."""

import pytest

from archive.models import Statement
from tests import builders
from tests.pages import cast
from tests.pages.reading import find, read, words

pytestmark = pytest.mark.django_db

TEXT = "It was late. Anna told Berta on the radio: “We will come,” she said, “when we can.” Nobody else spoke.\nThe end."
