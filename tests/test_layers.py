"""The shape of the code: which module may import which, how long files and functions are, what runs without Django."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ARCHIVE = Path(__file__).resolve().parent.parent / "archive"
FILES = [path for path in sorted(ARCHIVE.rglob("*.py")) if "migrations" not in path.parts]
IDS = [str(path.relative_to(ARCHIVE)) for path in FILES]

#: Top-level names of the archive in the order of imports: each may import those before it, and itself.
ORDER = [
    "markup", "sources", "models", "triggers", "rows", "inserting", "fixtures", "generation", "search", "schema", "loading", "integrity",
    "deadline", "parameters", "voices", "comparison", "passages", "cards", "reports", "wording", "filters", "listing", "publishing",
    "templatetags", "timeline", "charts", "views", "admin_site", "admin", "checks", "apps", "middleware", "passwords", "urls",
    "management", "settings", "wsgi",
]  # fmt: skip

#: The same within packages whose modules build on one another.
WITHIN = {
    "sources": [
        "problems", "shapes", "vocabulary", "ids", "text", "anchoring", "dates", "marks", "strict_yaml", "record", "annotation",
        "catalogue", "folder", "__main__",
    ],
    "models": ["fields", "status", "topic", "actor", "article", "anchored", "utterance", "event", "statement", "__init__"],
    "wording": ["words", "alignment", "sentences", "pairs", "synopsis", "__init__"],
    "search": [
        "query", "highlight", "nearest", "parser", "tags", "sqlite", "index", "matching", "facets", "relevance", "known", "names",
        "reading", "explain", "spelling",
    ],
    "publishing": [
        "records", "asked", "formats", "slots", "phrases", "citations", "feeds", "annotations", "structured", "sitemaps",
    ],
}  # fmt: skip


def imports(path: Path) -> set[str]:
    """Every module of the archive that the file imports, by full name: archive.models.actor."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.startswith("archive.")}


def layer(path: Path) -> str:
    return path.relative_to(ARCHIVE).parts[0].removesuffix(".py")


def functions(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_a_module_imports_only_what_comes_before_it():
    assert (ARCHIVE / "__init__.py").read_text() == ""
    modules = [path for path in FILES if path != ARCHIVE / "__init__.py"]
    assert {layer(path) for path in modules} <= set(ORDER), "a module has no place in the order of imports"
    used = [(path, name) for path in modules for name in imports(path)]
    assert [(path.name, name) for path, name in used if ORDER.index(name.split(".")[1]) > ORDER.index(layer(path))] == []


@pytest.mark.parametrize("package", WITHIN)
def test_modules_of_a_package_build_on_one_another_in_order(package):
    order = WITHIN[package]
    names = {path.stem for path in (ARCHIVE / package).glob("*.py")}
    assert names - {"__init__"} == set(order) - {"__init__"}
    for path in (ARCHIVE / package).glob("*.py"):
        used = {name.split(".")[2] for name in imports(path) if name.split(".")[1] == package}
        before = order[: order.index(path.stem)] if path.stem in order else []
        assert used & set(order) <= {*before, path.stem}, path.name


def test_nothing_imports_the_admin_the_views_or_the_commands_but_their_doors():
    doors = {"admin": {"admin"}, "views": {"views", "urls"}, "management": {"management"}, "urls": set()}
    used = [(layer(path), name) for path in FILES for name in imports(path)]
    through = [(user, name) for user, name in used if name.split(".")[1] in doors and user not in doors[name.split(".")[1]]]
    assert through == [("middleware", "archive.views.errors")]


def test_no_file_has_more_than_400_lines():
    assert [name for path, name in zip(FILES, IDS, strict=True) if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []


def test_no_function_has_more_than_60_lines():
    found = [(path.name, function.name) for path in FILES for function in functions(path) if function.end_lineno - function.lineno >= 60]
    assert found == []


def test_no_function_has_more_than_5_parameters():
    found = []
    for path in FILES:
        for function in functions(path):
            named = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
            if len([name for name in named if name not in ("self", "cls")]) > 5:
                found.append((path.name, function.name))
    assert found == []


def test_nothing_is_imported_inside_a_function_but_in_apps():
    inner = [
        (path.name, f.name) for path in FILES for f in functions(path) for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom)
    ]
    assert {name for name, _ in inner} <= {"apps.py"}, inner


BLOCKED = (
    "import sys, pkgutil, importlib\n"
    "class Blocked:\n"
    "    def find_spec(self, name, path=None, target=None):\n"
    "        if name.split('.')[0] == 'django': raise ImportError('django is blocked')\n"
    "sys.meta_path.insert(0, Blocked())\n"
)


def without_django(code: str) -> tuple[str, str]:
    """What the code prints, and what it complains of."""
    done = subprocess.run([sys.executable, "-c", BLOCKED + code], cwd=ARCHIVE.parent, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr


def test_a_query_is_read_without_django_and_without_a_database():
    code = "from archive.search import highlight, nearest, parser, query, spelling, sqlite, tags\n"
    code += "found = parser.parse('speaker:putin (a OR b) NEAR/5 c said:2025').understood\n"
    code += "print(found != '', 'django' in sys.modules, 'sqlite3' in sys.modules)"
    assert without_django(code) == ("True False False\n", "")


def test_the_sources_are_read_without_django():
    code = (
        "import archive.sources\n"
        "names = [m.name for m in pkgutil.iter_modules(archive.sources.__path__, 'archive.sources.')]\n"
        "assert len(names) > 10\n"
        "for name in names: importlib.import_module(name)\n"
        "from pathlib import Path\n"
        "found = archive.sources.folder.read(Path('seeds'))\n"
        "print(len(found.articles), len(found.problems), 'django' in sys.modules)\n"
    )
    assert without_django(code) == ("5 0 False\n", "")
