from comments.policy import Policy
from comments.wordlists import WordList

from .address_session import AddressSession
from .addressee import Addressee
from .appeal import Appeal
from .appealing import TooLate
from .block import Block
from .comment import Comment
from .data_request import DataRequest
from .deciding import Overtaken
from .decision import Decision
from .digest import Digest
from .editing import EditRecord
from .figures import DayFigures
from .hold import Hold
from .mailed_link import MailedEnough, MailedLink
from .manager import AlreadySent, ParentGone, TooMany
from .proof import Proof
from .rejection import RejectionReason
from .report import Report
from .reporting import AlreadyReported
from .spam_model import SpamModel
from .wish import Notice, Wish

__all__ = [
    "AddressSession",
    "Addressee",
    "AlreadyReported",
    "AlreadySent",
    "Appeal",
    "Block",
    "Comment",
    "DataRequest",
    "DayFigures",
    "Decision",
    "Digest",
    "EditRecord",
    "Hold",
    "MailedEnough",
    "MailedLink",
    "Notice",
    "Overtaken",
    "ParentGone",
    "Policy",
    "Proof",
    "RejectionReason",
    "Report",
    "SpamModel",
    "TooLate",
    "TooMany",
    "Wish",
    "WordList",
]
