"""One making of a page at a time: who comes while it is made waits for the same page."""

from threading import Event, Lock

# What became of a making that gave no page for all.
AGAIN = "again"  # something was purged meanwhile: the next one makes it again
ALONE = "alone"  # it cannot be shared: everybody asks for himself


class Flight:
    __slots__ = ("landed", "outcome")

    def __init__(self):
        self.landed = Event()
        self.outcome = ALONE

    def wait(self, seconds):
        """The page, AGAIN, ALONE, or None when it takes too long."""
        return self.outcome if self.landed.wait(max(seconds, 0)) else None


class Flights:
    def __init__(self):
        self.after_fork()

    def after_fork(self):
        self.lock = Lock()
        self.under_way = {}

    def join(self, key):
        """The flight of this key, and whether the caller is the one to make the page."""
        with self.lock:
            flight = self.under_way.get(key)
            if flight is not None:
                return flight, False
            flight = self.under_way[key] = Flight()
            return flight, True

    def land(self, key, flight, outcome):
        flight.outcome = outcome
        with self.lock:
            if self.under_way.get(key) is flight:
                del self.under_way[key]
        flight.landed.set()
