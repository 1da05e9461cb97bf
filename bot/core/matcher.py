"""Which label is meant: learnt from examples, with no knowledge of what the labels are about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.classifier import Classifier, compressed, softmax, train
from bot.core.features import pieces
from bot.core.vectors import Vocabulary, vocabulary_of

Arrays = Mapping[str, NDArray[np.generic]]
OUTSIDE = ""  # the label of examples that mean none of the others


@dataclass(frozen=True)
class Matcher:
    """Ranks labels for a text."""

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    classifier: Classifier
    reject: float | None = None

    def match(self, text: str) -> list[tuple[str, float]]:
        """Name the labels, best first, each with the probability that it is meant."""
        if not self.labels:
            return []
        shares = softmax(self.classifier.scores(self.vocabulary.read(text)))
        ranked = sorted(zip(self.labels, map(float, shares), strict=True), key=lambda pair: -pair[1])
        found = [(label, share) for label, share in ranked if label != OUTSIDE]
        return [] if self.reject is not None and (not found or found[0][1] < self.reject) else found

    def to_arrays(self) -> dict[str, NDArray[np.generic]]:
        """Give all that was learnt as arrays, to be kept in a file."""
        return {
            "labels": np.array(self.labels, dtype=str),
            "hashes": self.vocabulary.hashes,
            "rarity": self.vocabulary.rarity,
            "weights": self.classifier.weights,
            "scales": self.classifier.scales,
        }

    @classmethod
    def from_arrays(cls, arrays: Arrays, *, reject: float | None = None) -> "Matcher":
        """Take up what was learnt before."""
        vocabulary = Vocabulary(_array(arrays, "hashes"), _array(arrays, "rarity"))
        classifier = Classifier(_array(arrays, "weights"), _array(arrays, "scales"))
        return cls(tuple(map(str, arrays["labels"])), vocabulary, classifier, reject)


def _array(arrays: Arrays, name: str) -> NDArray:  # type: ignore[type-arg]
    return np.asarray(arrays[name])


def from_examples(
    examples: Iterable[tuple[str, str]], *, reject: float | None = None, outside: Sequence[str] = ()
) -> Matcher:
    """Learn from (text, label) pairs; `outside` are texts that mean none of the labels."""
    pairs = [*examples, *((text, OUTSIDE) for text in outside)]
    labels = tuple(dict.fromkeys(label for _, label in pairs))
    texts = [pieces(text) for text, _ in pairs]
    vocabulary = (
        vocabulary_of(texts) if texts else Vocabulary(np.zeros(0, np.uint32), np.zeros(0, np.float32))
    )
    vectors = [vocabulary.vector(parts) for parts in texts]
    number = {label: index for index, label in enumerate(labels)}
    marks = np.array([number[label] for _, label in pairs], dtype=np.intp)
    weights = train(vectors, marks, (vocabulary.hashes.size, len(labels)))
    return Matcher(labels, vocabulary, compressed(weights), reject)
