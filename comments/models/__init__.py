from comments.policy import Policy

from .comment import Comment
from .decision import Decision
from .manager import AlreadySent, TooMany

__all__ = ["AlreadySent", "Comment", "Decision", "Policy", "TooMany"]
