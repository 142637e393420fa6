from .words import CELLS, LISTS, ROWS, TABLE_RANKS

# More is flattened: no text needs it, and browsers slow down.
MAX_BOXES = 40
MAX_MARKS = 10


class Frame:
    """What is open while HTML is written to `out`: boxes, and the marks in the innermost one.

    `boxes` are names of elements, each inside the one before. `marks` (bold, links) are pairs of
    name and tag that may begin and end anywhere; the first `shown` of them are open in the output.
    """

    def __init__(self):
        self.out = []
        self.boxes = []
        self.marks = []
        self.shown = 0

    # Boxes

    def inside(self, names):
        return bool(self.boxes) and self.boxes[-1] in names

    def find(self, names, within=frozenset()):
        """Place of the innermost box with such a name, not looking out of a box in `within`."""
        for place in range(len(self.boxes) - 1, -1, -1):
            if self.boxes[place] in names:
                return place
            if self.boxes[place] in within:
                break
        return None

    def enter(self, name, tag=""):
        self.boxes.append(name)
        self.out.append(tag or f"<{name}>")

    def leave(self, count):
        """Close all boxes but the outermost `count`; one with nothing in it was never there."""
        self.hide_marks(0)
        while len(self.boxes) > count:
            name = self.boxes.pop()
            if self.out[-1] == f"<{name}>" and name not in CELLS:
                self.out.pop()
            else:
                self.out.append(f"</{name}>")

    def make_room(self):
        """Where only items or cells may stand, open one for what comes."""
        if self.inside(LISTS):
            self.enter("li")
        elif self.inside(ROWS):
            self.enter_part("td")

    def enter_item(self):
        """Open an item of the innermost list, or of a new one."""
        place = self.find(LISTS, CELLS)
        if place is None:
            self.make_room()
            self.enter("ul")
        else:
            self.leave(place + 1)
        self.enter("li")

    def enter_part(self, name, tag=""):
        """Open a part of the innermost table, with the section and row that it needs."""
        base = self.find({"table"}) + 1
        rank, keep = TABLE_RANKS[name], base
        while keep < len(self.boxes) and self._holds(self.boxes[keep], rank):
            keep += 1
        self.leave(keep)
        for needed in ["tbody", "tr"][keep - base : rank - 1]:
            self.enter(needed)
        self.enter(name, tag)

    def _holds(self, name, rank):
        return name != "caption" and TABLE_RANKS.get(name, rank) < rank

    # Marks

    def open_mark(self, name, tag):
        if len(self.marks) < MAX_MARKS:
            self.marks.append((name, tag))

    def close_mark(self, name):
        places = [place for place, mark in enumerate(self.marks) if mark[0] == name]
        if places:
            self.hide_marks(places[-1])
            del self.marks[places[-1]]

    def show_marks(self):
        self.out += [tag for _name, tag in self.marks[self.shown :]]
        self.shown = len(self.marks)

    def hide_marks(self, count):
        """Close the marks that are shown, but for the outermost `count`; they may come again."""
        while self.shown > count:
            self.shown -= 1
            self.out.append(f"</{self.marks[self.shown][0]}>")
