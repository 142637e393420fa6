from .job import DeadLetter, Job
from .lease import Lease
from .schedule import Schedule

__all__ = ["DeadLetter", "Job", "Lease", "Schedule"]
