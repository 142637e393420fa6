from dataclasses import dataclass

PENDING, SPAM = "pending", "spam"
# Of all that comments are held for: {code: what moderators call it}.
CODES = {}


def named(code, label):
    """The code of a reason, known to moderators by `label` from now on."""
    CODES[code] = label
    return code


@dataclass(frozen=True)
class Reason:
    """Why a comment does not appear at once. `status` is what the rule makes of the comment.

    `matches` says which words it was: tuples of the comment's field and the offsets in it,
    ("text", 4, 10) for comment.text[4:10] (see comments.marking).
    """

    code: str
    text: str
    status: str = PENDING
    matches: tuple = ()

    def as_json(self):
        matches = [list(match) for match in self.matches]
        return {"code": self.code, "text": self.text, "status": self.status, "matches": matches}
