"""Other ways to find the label of a text, for comparison on the same phrases in the same run."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bot.core.matcher import OUTSIDE, from_examples
from bot.core.text import normalise

Pairs = Sequence[tuple[str, str]]
Ranked = list[tuple[str, float]]  # best first, with a score of any kind
Rival = Callable[[str], Ranked]


def ours(examples: Pairs) -> Rival:
    """The bot's own matcher."""
    return from_examples(examples).match


def nearest_phrase(examples: Pairs, scorer: Callable[..., float]) -> Rival:
    """The label of the phrase that rapidfuzz finds most alike."""
    texts = [normalise(text) for text, _ in examples]

    def match(text: str) -> Ranked:
        found = process.extract(normalise(text), texts, scorer=scorer, limit=30)
        return _by_label((examples[index][1], score) for _, score, index in found)

    return match


def nearest_ngrams(examples: Pairs) -> Rival:
    """The label of the phrase with the most similar n-grams of letters (scikit-learn, TF-IDF)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    reader = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, preprocessor=normalise
    )
    table = reader.fit_transform([text for text, _ in examples])

    def match(text: str) -> Ranked:
        near: NDArray[np.float64] = (table @ reader.transform([text]).T).toarray()[:, 0]
        return _by_label((examples[row][1], float(near[row])) for row in np.argsort(-near)[:30])

    return match


def linear(examples: Pairs) -> Rival:
    """A linear classifier over letters and words (scikit-learn, LinearSVC over TF-IDF)."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    letters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, preprocessor=normalise
    )
    words = TfidfVectorizer(
        ngram_range=(1, 2),
        sublinear_tf=True,
        token_pattern=r"\S+",  # noqa: S106 - not a password
        preprocessor=normalise,
    )
    model = make_pipeline(make_union(letters, words), LinearSVC())
    model.fit([text for text, _ in examples], [label for _, label in examples])

    def match(text: str) -> Ranked:
        scores = model.decision_function([text])[0]
        return _by_label(zip(model.classes_, map(float, scores), strict=True))

    return match


def _by_label(found: object) -> Ranked:
    """The best score of each label, best first; the label for outside is no answer."""
    best: dict[str, float] = {}
    for label, score in found:  # type: ignore[attr-defined]
        best[label] = max(score, best.get(label, float("-inf")))
    best.pop(OUTSIDE, None)
    return sorted(best.items(), key=lambda pair: -pair[1]) or [(OUTSIDE, 0.0)]


RIVALS: dict[str, Callable[[Pairs], Rival]] = {
    "this matcher": ours,
    "rapidfuzz WRatio, nearest phrase": lambda examples: nearest_phrase(examples, fuzz.WRatio),
    "rapidfuzz token_set_ratio, nearest phrase": lambda examples: nearest_phrase(
        examples, fuzz.token_set_ratio
    ),
    "n-grams of letters, nearest phrase": nearest_ngrams,
    "scikit-learn LinearSVC": linear,
}
