import pytest
from tests.safety.test_foreign_markup import *
pytestmark = pytest.mark.django_db
def test_diff(client):
    an_archive(HARMLESS); plain = shapes(client)
    an_archive(PAYLOAD); odd = shapes(client)
    import difflib
    for a in plain:
        if plain[a] != odd[a]:
            print("####", a)
            print([x for x in difflib.ndiff(list(map(str,plain[a])), list(map(str,odd[a]))) if x[0] in "+-?"][:8])
