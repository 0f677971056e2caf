"""``python -m archive.sources DIR``."""

import sys

import pytest

from archive.sources.__main__ import main
from tests.sources.samples import changed, write


@pytest.fixture
def run(monkeypatch, capsys):
    """The exit status and all that was printed."""

    def call(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["archive.sources", *arguments])
        status = main()
        return status, "".join(capsys.readouterr())

    return call


def test_a_folder_without_fault_gives_status_0(tmp_path, run):
    assert run(str(write(tmp_path))) == (0, "1 articles, 3 statements; 0 faults, 0 marks open\n")


def test_a_fault_gives_status_1_and_its_line(tmp_path, run):
    status, output = run(str(write(tmp_path, annotation=changed("cue: said", "queue: said"))))
    assert status == 1 and "one.yaml:14: a statement has an unknown key “queue”" in output


def test_a_mark_that_is_not_accounted_for_gives_status_1_and_its_paragraph(tmp_path, run):
    last = "kind: direct\n    quote: We will come.\n    occurrence: 2"
    status, output = run(str(write(tmp_path, annotation=changed(last, last.replace("direct", "indirect")))))
    assert status == 1 and "one.txt: the mark “ in paragraph 4 is not accounted for: …" in output


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["no-such-folder"]])
def test_a_wrong_call_gives_status_2(run, arguments):
    assert run(*arguments)[0] == 2
