"""Which label is meant: learnt from examples, with no knowledge of what the labels are about."""

from collections.abc import Container, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.core.calibration import Calibration, Lesson, Rehearsal, calibrate, rehearse
from bot.core.chance import names_of
from bot.core.classifier import Classifier, compressed, softmax, telling_pieces
from bot.core.text import normalise
from bot.core.vectors import Floats, Vocabulary, count, kinds_for
from bot.core.verbatim import Verbatim, verbatim_of

Arrays = Mapping[str, NDArray[Any]]
Example = tuple[str, str] | tuple[str, str, str]
OUTSIDE = ""  # the label of examples that mean none of the others


@dataclass(frozen=True)
class Matcher:
    """Ranks labels for a text."""

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    classifier: Classifier
    calibration: Calibration
    verbatim: Verbatim
    reject: float | None = None

    def match(self, text: str) -> list[tuple[str, float]]:
        """Name the labels, best first, each with the probability that it is meant."""
        found = self.ranked(self.shares([text])[0])
        return [] if self.reject is not None and (not found or found[0][1] < self.reject) else found

    def shares(self, texts: Sequence[str]) -> Floats:
        """How the evidence of each text is divided among the labels, shape (texts, labels)."""
        if not self.labels:
            return np.zeros((len(texts), 0), np.float32)
        return softmax(self._scores(texts))

    def ranked(self, shares: Floats, *, as_they_are: bool = False) -> list[tuple[str, float]]:
        """Order the labels by their shares; the best gets the calibrated probability, if not its share."""
        pairs = self._pairs(shares)
        if not pairs:
            return []
        pairs.sort(key=itemgetter(1), reverse=True)
        if as_they_are:
            return pairs
        scale = self.calibration.confidence(shares) / max(pairs[0][1], 1e-9)
        return [(label, min(1.0, share * scale)) for label, share in pairs]

    def leader(self, shares: Floats, passed: Container[str]) -> tuple[str, float]:
        """The first of the ranked labels that is not passed over."""
        pairs = self._pairs(shares)
        scale = self.calibration.confidence(shares) / max(*(share for _, share in pairs), 1e-9)
        label, share = max((pair for pair in pairs if pair[0] not in passed), key=itemgetter(1))
        return label, min(1.0, share * scale)

    def _pairs(self, shares: Floats) -> list[tuple[str, float]]:
        return [pair for pair in zip(self.labels, shares.tolist(), strict=True) if pair[0] != OUTSIDE]

    def best(self, shares: Floats) -> str:
        """The label with the largest share, which may be the one for outside."""
        return self.labels[int(shares.argmax())] if self.labels else OUTSIDE

    def explain(self, text: str) -> list[tuple[str, float]]:
        """Which words speak for the best label, strongest first: what the score loses without each."""
        found = self.match(text)
        words = normalise(text).split()
        if not found:
            return []
        without = [" ".join(words[:at] + words[at + 1 :]) for at in range(len(words))]
        scores = self._scores([" ".join(words), *without])[:, self.labels.index(found[0][0])]
        lost = zip(words, (scores[0] - scores[1:]).tolist(), strict=True)
        return sorted(lost, key=lambda pair: -pair[1])

    def _scores(self, texts: Sequence[str]) -> Floats:
        return self.classifier.scores(self.vocabulary.read(texts))

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Give all that was learnt as arrays, to be kept in a file."""
        return {
            "labels": np.array(self.labels, dtype=str),
            "hashes": self.vocabulary.hashes,
            "telling": self.vocabulary.telling,
            "kinds": np.array(self.vocabulary.kinds),
            "weights": self.classifier.weights,
            "scales": self.classifier.scales,
            "calibration": self.calibration.weights,
            "verbatim_names": self.verbatim.names,
            "verbatim_marks": self.verbatim.marks,
        }

    @classmethod
    def from_arrays(cls, arrays: Arrays, *, reject: float | None = None) -> "Matcher":
        """Take up what was learnt before."""
        labels = tuple(map(str, arrays["labels"]))
        kinds = tuple(map(float, arrays["kinds"]))
        vocabulary = Vocabulary(np.asarray(arrays["hashes"]), np.asarray(arrays["telling"]), kinds)
        classifier = Classifier(np.asarray(arrays["weights"]), np.asarray(arrays["scales"]))
        calibration = Calibration(np.asarray(arrays["calibration"]), _outside(labels))
        verbatim = Verbatim(np.asarray(arrays["verbatim_names"]), np.asarray(arrays["verbatim_marks"]))
        return cls(labels, vocabulary, classifier, calibration, verbatim, reject)


def from_examples(examples: Iterable[Example], *, reject: float | None = None) -> Matcher:
    """Learn from (text, label) pairs; the label OUTSIDE marks texts that mean none of the others.

    A third value, the language of the text, may stand behind; all languages are learnt together.
    """
    return learn(examples, reject=reject)[0]


def learn(
    examples: Iterable[Example], *, kept: Container[str] = (), reject: float | None = None
) -> tuple[Matcher, Rehearsal]:
    """Learn, and give the rehearsal too, for whoever sets thresholds; kept labels are in every rehearsal."""
    pairs = [example[:2] for example in examples]
    labels = tuple(dict.fromkeys(label for _, label in pairs))
    number = {label: index for index, label in enumerate(labels)}
    marks = np.array([number[label] for _, label in pairs], dtype=np.intp)
    texts = [text for text, _ in pairs]
    lesson = Lesson(count(texts), marks, names_of(texts), names_of(labels), kinds_for(texts))
    with ThreadPoolExecutor(1) as helper:  # most of the time is spent in numpy, which lets others run
        always = [at for at, label in enumerate(labels) if label == OUTSIDE or label in kept]
        rehearsing = helper.submit(rehearse, lesson, always)
        vocabulary, weights = lesson.learn(np.ones(marks.size, bool))
        rehearsal = rehearsing.result()
    calibration = calibrate(rehearsal, _outside(labels))
    kept, exact = telling_pieces(weights), verbatim_of(texts, marks)
    known, classifier = vocabulary.of(kept), compressed(weights[kept])
    return Matcher(labels, known, classifier, calibration, exact, reject), rehearsal


def _outside(labels: Sequence[str]) -> int:
    return labels.index(OUTSIDE) if OUTSIDE in labels else -1
