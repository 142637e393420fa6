from .block import BlockAdmin
from .comment import CommentAdmin
from .data_request import DataRequestAdmin
from .decision import DecisionAdmin
from .policy import PolicyAdmin
from .report import ReportAdmin

__all__ = [
    "BlockAdmin",
    "CommentAdmin",
    "DataRequestAdmin",
    "DecisionAdmin",
    "PolicyAdmin",
    "ReportAdmin",
]
