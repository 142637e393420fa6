"""Pieces that many pages share, made once in a process and forgotten with what they show.

    def footer(): ...            # declares by pagecache.tag() and until(), as a view does
    html = pagecache.piece(request, "footer", footer)

What a piece declares holds for every page it stands in. Pieces are kept of pages that the door lets
make, from bare requests; another page for somebody anonymous may use them. Who is logged in, or has
sent something, gets them made anew: he may have changed what this process has not heard of yet.
"""

from time import time

from pagecache.declare import NOTES, READS, Notes, join

# Names are given by the code and there are few; a mistake must not fill the memory.
MOST = 500


class Pieces:
    def __init__(self, pages):
        self.pages = pages
        self.after_fork()

    def after_fork(self):
        self.kept = {}

    def get(self, request, name, make):
        """What make() returns or once returned for this name; it must not be changed."""
        asked = request.META if request else {}
        page = asked.get(NOTES)
        if not asked.get(READS) and (page is None or page.mark is None):
            return make()
        made, mark, notes = self.kept.get(name, (None, None, None))
        if notes is None or not self._holds(mark, notes):
            if page is None:
                return make()
            made, notes = self._made(request, name, make)
        if page is not None:
            join(page, notes)
        return made

    def _holds(self, mark, notes):
        # A page is overtaken by a purge of what it shows, and so is a piece.
        in_time = notes.until is None or time() < notes.until
        return in_time and not self.pages.overtaken(notes, mark)

    def _made(self, request, name, make):
        page, mark = request.META[NOTES], self.pages.number
        notes = request.META[NOTES] = Notes(mark=page.mark)
        try:
            made = make()
        finally:
            request.META[NOTES] = page
        if len(self.kept) >= MOST:
            self.kept.clear()
        self.kept[name] = (made, mark, notes)
        return made, notes
