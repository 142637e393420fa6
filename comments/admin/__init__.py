from .comment import CommentAdmin
from .decision import DecisionAdmin
from .policy import PolicyAdmin

__all__ = ["CommentAdmin", "DecisionAdmin", "PolicyAdmin"]
