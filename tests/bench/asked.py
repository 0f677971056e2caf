"""The rows of the table: what each subject is asked for in each."""

from dataclasses import dataclass, field

from tests.bench import addresses
from tests.bench.population import Population

SITE, TENTH, DATASETTE, PLAIN, BARE = "site", "a tenth", "Datasette", "plain Django", "bare SQLite"

#: Names of the rows that others are compared with.
NEWEST, RELEVANCE, FACETS, STATEMENT, REPEAT, REPEATED = (
    "search, newest first: common words",
    "search by relevance",
    "search with facets",
    "statement page",
    "a page for the first time",
    "the same page again (304)",
)
MIDDLE = ", middle page"
LIST = "list: "
HOME, SEARCH_PAGE, MIXED, NARROWED = (
    "home",
    "search page, all nouns",
    "search, newest first: all kinds of queries",
    "search, a word of one speaker",
)


@dataclass
class Row:
    """``asked`` has the paths (or MATCH expressions) by subject; ``again`` asks with the ETag of the answer before."""

    name: str
    asked: dict[str, list[str]] = field(default_factory=dict)
    again: bool = False


def rows(whole: Population, tenth: Population, database: str) -> list[Row]:
    """All rows. ``database`` is what Datasette calls the file."""
    return [
        _both(HOME, lambda population: ["/"], whole, tenth),
        *_searches(whole, tenth, database),
        *(row for name in whole.lists for row in _lists(name, whole, tenth, database)),
        *(_records(noun, whole, tenth, database) for noun in ("statement", "article", "actor", "event")),
        *_repeats(whole),
    ]


def _both(name: str, paths, whole: Population, tenth: Population) -> Row:
    return Row(name, {SITE: paths(whole), TENTH: paths(tenth)})


def _searches(whole: Population, tenth: Population, database: str) -> list[Row]:
    def site(words, **more: str):
        return lambda population: [addresses.site_list({}, q=word, **more) for word in words(population)]

    def common(population: Population) -> list[str]:
        return population.common

    def mixed(population: Population) -> list[str]:
        return population.mixed

    found = [_both(name, site(words, order="newest"), whole, tenth) for name, words in ((NEWEST, common), (MIXED, mixed))]
    for row, queries in zip(found, (whole.common, whole.mixed), strict=True):
        row.asked[BARE] = [addresses.match(query) for query in queries]
        row.asked[DATASETTE] = [addresses.datasette_search(database, query) for query in queries]
        row.asked[PLAIN] = [addresses.plain_list({}, q=query) for query in queries]
    narrowed = [addresses.site_list(filters, q=word, order="newest") for word, filters in whole.narrowed]
    return [
        *found,
        Row(NARROWED, {SITE: narrowed, PLAIN: [addresses.plain_list(filters, q=word) for word, filters in whole.narrowed]}),
        _both(RELEVANCE, site(mixed, order="relevance"), whole, tenth),
        _both(FACETS, site(mixed, order="newest", facets="on"), whole, tenth),
        _both(SEARCH_PAGE, lambda population: [f"{addresses.SITE_SEARCH}?{_q(query)}" for query in population.mixed], whole, tenth),
    ]


def _lists(name: str, whole: Population, tenth: Population, database: str) -> list[Row]:
    """Page 1 and the middle page of the lists with these filters."""
    found = []
    for title, middle in ((LIST + name, False), (LIST + name + MIDDLE, True)):
        asked = {}
        for subject, population in ((SITE, whole), (TENTH, tenth)):
            chosen = population.lists[name]
            asked[subject] = [addresses.site_list(filters, place if middle else None) for filters, place in chosen]
        asked[DATASETTE] = [addresses.datasette_list(database, filters, place if middle else None) for filters, place in whole.lists[name]]
        asked[PLAIN] = [addresses.plain_list(filters, place if middle else None) for filters, place in whole.lists[name]]
        found.append(Row(title, asked))
    return found


def _records(noun: str, whole: Population, tenth: Population, database: str) -> Row:
    row = _both(f"{noun} page", lambda population: [addresses.record(noun, slug) for slug, _ in population.records[noun]], whole, tenth)
    row.asked[DATASETTE] = [addresses.datasette_row(database, noun, pk) for _, pk in whole.records[noun]]
    if noun == "statement":
        row.asked[PLAIN] = row.asked[SITE]
    return row


def _repeats(whole: Population) -> list[Row]:
    paths = [addresses.site_list(filters) for filters, _ in whole.lists["speaker"]]
    return [Row(REPEAT, {SITE: paths}), Row(REPEATED, {SITE: paths}, again=True)]


def _q(query: str) -> str:
    return addresses.urlencode({"q": query})
