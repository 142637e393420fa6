import zlib
from array import array
from time import monotonic

from django.db import models, transaction
from django.utils import timezone

from comments import scoring
from comments.judging import Score

# Before so many decisions, of which so many of each kind, there is nothing to learn from.
FEWEST, FEWEST_OF_A_KIND = 200, 20
# The newest of each kind; what was spam years ago is not what spam is now.
MOST_OF_A_KIND = 2000
# Decisions that are looked through for them.
LOOKED_THROUGH = 20_000
# A process looks so often whether there is a newer model.
LOOKS_EVERY = 60  # seconds
STEPS = 32_767


class SpamModel(models.Model):
    """What was learnt from the decisions of this site's moderators: one row, made anew.

    Rejected comments teach nothing: rude is not spam. Nor does what a rule has decided, or a
    mistake would confirm itself.
    """

    version = models.PositiveIntegerField(default=1)
    trained_at = models.DateTimeField()
    last_decision = models.BigIntegerField(default=0)
    spam_count = models.PositiveIntegerField()
    ham_count = models.PositiveIntegerField()
    weights = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"version {self.version}"

    @classmethod
    def train(cls):
        """Learn from the newest decisions if there are new ones; returns the model or None.

        In no transaction: learning takes seconds, and in SQLite nobody could write meanwhile.
        """
        from .decision import Decision  # its module needs that of Comment, which needs this one

        decisions = Decision.objects.filter(by__isnull=False).order_by("-at", "-id")
        newest = decisions.values_list("pk", flat=True).first() or 0
        known = cls.objects.filter(pk=1).values_list("version", "last_decision").first()
        version, last_decision = known or (0, None)
        if last_decision == newest:
            return None
        examples = _examples(decisions[:LOOKED_THROUGH].select_related("comment"))
        spam = sum(is_spam for _text, is_spam in examples)
        ham = len(examples) - spam
        if len(examples) < FEWEST or min(spam, ham) < FEWEST_OF_A_KIND:
            return None
        return cls._put(
            version,
            trained_at=timezone.now(),
            last_decision=newest,
            spam_count=spam,
            ham_count=ham,
            weights=packed(scoring.learn(examples)),
        )

    @classmethod
    @transaction.atomic
    def _put(cls, version, **learnt):
        """Store what was learnt after this version; None if another worker was faster."""
        stored = cls.objects.select_for_update().filter(pk=1).first()
        if (stored.version if stored else 0) != version:
            return None
        model = cls(pk=1, version=version + 1, **learnt)
        model.save()
        return model


def _examples(decisions):
    """(text, is_spam) of each comment that a moderator's decision made what it is."""
    kinds = {"approved": [], "spam": []}
    seen = set()
    for decision in decisions.iterator(chunk_size=500):
        comment = decision.comment
        if comment is None or comment.pk in seen:
            continue
        seen.add(comment.pk)
        texts = kinds.get(comment.status)
        if texts is not None and len(texts) < MOST_OF_A_KIND:
            texts.append(comment.text)
    return [(text, False) for text in kinds["approved"]] + [(text, True) for text in kinds["spam"]]


class Learnt:
    """The judge made of it: loaded once in each process, and again when there is a newer one."""

    def __init__(self):
        self._weights, self._version, self._looked = None, 0, None

    def score(self, comment):
        """Its Score, with the pieces that weighed most if it is more likely spam than not."""
        weights = self.weights()
        if weights is None:
            return None
        likely, pieces = scoring.judge(weights, comment.text)
        return Score(round(100 * likely), tuple(words for words, _weight in pieces))

    def weights(self):
        now = monotonic()
        if self._looked is None or now - self._looked > LOOKS_EVERY:
            self._looked = now
            self._look()
        return self._weights

    def look_again(self):
        self._looked = None

    def _look(self):
        models = SpamModel.objects.filter(pk=1)
        version = models.values_list("version", flat=True).first()
        if version != self._version:
            packed_weights = models.values_list("weights", flat=True).first()
            self._weights = None if packed_weights is None else unpacked(bytes(packed_weights))
            self._version = version


def packed(weights):
    """Weights as a few bytes each: 16 bits of the largest one, compressed."""
    largest = max(map(abs, weights)) or 1.0
    steps = array("h", [round(weight / largest * STEPS) for weight in weights])
    return array("d", [largest]).tobytes() + zlib.compress(steps.tobytes())


def unpacked(blob):
    largest = array("d", blob[:8])[0]
    steps = array("h", zlib.decompress(blob[8:]))
    return array("f", [step / STEPS * largest for step in steps])


learnt = Learnt()
