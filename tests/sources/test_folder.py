import pytest

from archive.sources import folder
from archive.sources.folder import NoArchive
from tests.sources.samples import ACTORS, ANNOTATION, TEXT, changed, line_of, problems, write


def test_a_folder_without_fault_is_read_whole(tmp_path):
    archive = folder.read(write(tmp_path))
    assert archive.problems == ()
    assert [actor.slug for actor in archive.actors] == ["anna", "berta"]
    assert [event.slug for event in archive.events] == ["call"]
    assert [article.slug for article in archive.articles] == ["first-article"]
    assert archive.articles[0].source.text == TEXT


def test_a_folder_may_hold_only_what_articles_share(tmp_path):
    archive = folder.read(write(tmp_path, annotation="", text=""))
    assert (len(archive.actors), archive.articles, archive.problems) == (2, (), ())


@pytest.mark.parametrize("name", ["nothing-here", "file", "."])
def test_what_is_no_folder_of_sources_is_refused(tmp_path, name):
    (tmp_path / "file").write_text("x")
    with pytest.raises(NoArchive):
        folder.read(tmp_path / name)


def test_a_text_without_annotation_is_a_fault(tmp_path):
    write(tmp_path)
    (tmp_path / "two.txt").write_text("Another text.")
    assert problems(tmp_path) == ["two.txt: there is no annotation two.yaml beside it"]


def test_an_annotation_without_text_is_a_fault(tmp_path):
    assert problems(write(tmp_path, text="")) == ["one.yaml: there is no text one.txt beside it"]


def test_a_text_that_is_a_folder_is_a_fault(tmp_path):
    write(tmp_path, text="")
    (tmp_path / "one.txt").mkdir()
    assert problems(tmp_path) == ["one.yaml: one.txt cannot be read: this is not a regular file"]


def test_a_text_that_cannot_be_kept_is_named_with_the_reason(tmp_path):
    write(tmp_path)
    (tmp_path / "one.txt").write_bytes(b"caf\xe9")
    assert problems(tmp_path) == ["one.yaml: one.txt: the text is not UTF-8: byte 3 is 0xe9"]


def test_a_file_that_is_no_yaml_is_named_with_the_line(tmp_path):
    [problem] = problems(write(tmp_path, annotation=ANNOTATION + 'note: "open\n'))
    assert problem.startswith(f"one.yaml:{ANNOTATION.count(chr(10)) + 1}: not YAML")


def test_an_article_with_a_fault_is_left_out_and_the_others_are_kept(tmp_path):
    write(tmp_path)
    (tmp_path / "two.txt").write_text("Another text.")
    (tmp_path / "two.yaml").write_text("slug: second-article\ntitle: Another\nkind: x\n")
    archive = folder.read(tmp_path)
    assert [article.slug for article in archive.articles] == ["first-article"]
    assert [(problem.file, problem.line) for problem in archive.problems] == [("two.yaml", 3)]


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        ("slug: first-article\ntitle: Twice\n", "two.yaml:1: the article “first-article” is already in one.yaml:1"),
        (
            "slug: second-article\ntitle: Twice\nstatements:\n  - {id: aaaaaaa2, kind: indirect, quote: Another}\n",
            "two.yaml:4: the id “aaaaaaa2” is already in one.yaml:8",
        ),
        (
            "slug: second-article\ntitle: Twice\ndetails:\n  - {id: aaaaaaa5, event: call, aspect: a, value: b, quote: Another}\n",
            f"two.yaml:4: the id “aaaaaaa5” is already in one.yaml:{line_of('id: aaaaaaa5', ANNOTATION)}",
        ),
    ],
)
def test_what_is_named_twice_across_files_is_a_fault(tmp_path, annotation, message):
    write(tmp_path)
    (tmp_path / "two.txt").write_text("Another text.")
    (tmp_path / "two.yaml").write_text(annotation)
    assert problems(tmp_path) == [message]


def test_an_id_is_not_shared_by_a_statement_and_a_detail_which_stand_on_one_page(tmp_path):
    assert problems(write(tmp_path, annotation=changed("id: aaaaaaa5", "id: aaaaaaa2")))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("speaker: anna", "speaker: ana", "“ana” is not an actor; did you mean “anna”?"),
        ("to: [berta]", "to: [bertha]", "“bertha” is not an actor; did you mean “berta”?"),
        ("event: call\n    utterance", "event: cal\n    utterance", "“cal” is not an event; did you mean “call”?"),
        ("utterance: coming", "utterance: going", "“going” is not an utterance; did you mean “coming”?"),
        ("topics: [travel]", "topics: [war]", "“war” is not a topic"),
        ("according_to: anna", "according_to: zoe", "“zoe” is not an actor"),
    ],
)
def test_a_reference_to_nothing_is_a_fault_with_its_line(tmp_path, old, new, message):
    annotation = changed(old, new)
    assert problems(write(tmp_path, annotation=annotation)) == [f"one.yaml:{line_of(new, annotation)}: {message}"]


def test_a_reference_may_point_to_what_the_archive_has(tmp_path):
    write(tmp_path, annotation=changed("speaker: anna", "speaker: known-elsewhere"))
    assert folder.read(tmp_path, {"actor": {"known-elsewhere"}}).problems == ()


def test_a_fault_in_a_shared_file_spoils_no_article(tmp_path):
    archive = folder.read(write(tmp_path, actors=changed("kind: person\n", "kind: persona\n", ACTORS)))
    assert [str(problem) for problem in archive.problems] == [
        "actors.yaml:4: “persona” is no kind; it is one of person, organisation, state, outlet; did you mean “person”?"
    ]
    assert len(archive.articles) == 1


def test_what_is_no_file_is_not_read_without_end(tmp_path):
    write(tmp_path)
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    assert "zero.yaml: cannot be read: this is not a regular file" in problems(tmp_path)
