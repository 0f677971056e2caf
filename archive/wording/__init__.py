"""The wordings of one utterance, word by word.

words.py makes words of a text, alignment.py aligns texts, sentences.py says how two differ; pairs.py compares statements with one of them,
synopsis.py sets all of them side by side.
"""

from archive.wording.pairs import Stretch, Wording, against, compare
from archive.wording.synopsis import SHOWN, Synopsis, synopsis

__all__ = ["SHOWN", "Stretch", "Synopsis", "Wording", "against", "compare", "synopsis"]
