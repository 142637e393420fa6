import re

from .frame import MAX_BOXES, Frame
from .rules import accepts
from .tokens import attributes
from .words import (
    BLOCKS,
    BOXES,
    BREAKS_TEXT,
    CAPTIONS,
    CELLS,
    HOLDS_WORDS,
    LEAVES,
    LISTS,
    MARKS,
    TABLE_RANKS,
)

_BLANK_LINES = re.compile(r"\n[ \t]*+\n\s*+")


def _escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tag(name, token):
    """The opening tag, with those of its attributes that may stand there."""
    given = {key: value.replace(" ", "%20") for key, value in attributes(token).items()}
    kept = [
        f' {key}="{_escape(value).replace(chr(34), "&quot;")}"'
        for key, value in given.items()
        if accepts(name, key, value)
    ]
    return f"<{name}{''.join(kept)}>"


class Writer(Frame):
    """Puts words and elements where they may stand.

    A paragraph or heading is opened by its first words, so there are no empty ones: `leaf` is the
    one to open. `splits`: a blank line ends the paragraph, because no tag says where it ends.
    `lines`: each line end is a line break. `breaks`: line breaks that wait for words.
    """

    def __init__(self, lines):
        super().__init__()
        self.lines = lines
        self.leaf = ""
        self.splits = False
        self.breaks = 0
        self.has_picture = False

    def end(self):
        self._leave_boxes(0)

    # Words

    def words(self, text):
        if text.isspace() and self._between_blocks():
            self._put_space(text)
        elif self.splits or (not self.leaf and self._between_blocks()):
            for number, paragraph in enumerate(_BLANK_LINES.split(text)):
                if number:
                    self._break_text("p", splits=True)
                self._put_lines(paragraph)
        else:
            self._put(text)

    def _put_lines(self, text):
        for number, line in enumerate(text.split("\n") if self.lines else [text]):
            if number:
                self._break_line()
            self._put(line)

    def _put(self, text):
        if not text or text.isspace():
            self._put_space(text)
            return
        self._make_room_for_words()
        # Browsers swallow a line end that comes first in a pre.
        text = text.lstrip("\n") if self.out[-1] == "<pre>" else text
        self.out += ["<br>"] * self.breaks
        self.breaks = 0
        self.show_marks()
        self.out.append(_escape(text))

    def _put_space(self, text):
        if self.inside(HOLDS_WORDS) and not self.leaf:
            self.out += [text] if text and not self.breaks else []
        elif "\n" in text and self.out and not self.out[-1].endswith("\n"):
            self.out.append("\n")

    def _make_room_for_words(self):
        if self._in_picture():
            self.enter("figcaption")
        self.make_room()
        if self.leaf or self._between_blocks():
            self.splits = self.splits or not self.leaf
            self.enter(self.leaf or "p")
            self.leaf = ""

    def _break_line(self):
        if self.inside(HOLDS_WORDS) and not self.leaf:
            self.breaks += 1

    def _break_text(self, leaf, splits=False):
        """The words before end here; the next ones stand in a `leaf`."""
        if self._in_picture() or self.inside(CAPTIONS):
            self._put_space(" ")
            return
        heading = self.leaf if self.leaf not in ("", "p") and leaf == "p" else ""
        self._end_leaf()
        self.leaf, self.splits = heading or leaf, splits

    def _end_leaf(self):
        self.leaf, self.splits, self.breaks = "", False, 0
        self.hide_marks(0)
        if self.inside(LEAVES):
            self.leave(len(self.boxes) - 1)

    # Elements

    def open(self, name, token):
        if name in MARKS:
            self._open_mark(name, _tag(name, token))
        elif name == "br":
            self._break_line()
        elif name == "figure":
            self._open_figure(_tag(name, token))
        elif name == "figcaption" and self.find({"figure"}, CELLS) is not None:
            self._leave_boxes(self.find({"figure"}, CELLS) + 1)
            self.enter(name)
        elif name in TABLE_RANKS and self.find({"table"}) is not None:
            self._end_leaf()
            self.enter_part(name, _tag(name, token))
        elif name in BLOCKS:
            self._open_block(name, token)

    def close(self, name):
        if name in MARKS:
            self.close_mark(name)
        elif name in BOXES:
            within = {"table"} if name in TABLE_RANKS else CELLS if name != "table" else set()
            place = self.find({name}, within | (LISTS if name == "li" else set()))
            if place is not None:
                self._leave_boxes(place)
        elif name in BLOCKS:
            self._break_text("" if name in LEAVES else "p", splits=True)

    def _open_mark(self, name, tag):
        if name == "a":
            self.close_mark("a")
        if tag != "<a>":
            self.open_mark(name, tag)

    def _open_block(self, name, token):
        if name in LEAVES or name in BREAKS_TEXT or self._in_picture() or self.inside(CAPTIONS):
            self._break_text(name if name in LEAVES else "p", splits=name in BREAKS_TEXT)
        elif name == "hr":
            self._end_leaf()
            self.make_room()
            self.out.append("<hr>")
        elif name == "li":
            self._end_leaf()
            self.enter_item()
        elif name in LISTS or name in ("blockquote", "table"):
            self._open_box(name, _tag(name, token))
        else:  # a part of a table or figure that is not there
            self._break_text("p")

    def _open_box(self, name, tag):
        self._end_leaf()
        if len(self.boxes) < MAX_BOXES:
            self.make_room()
            self.enter(name, tag)

    def _open_figure(self, tag):
        # A text is cut at its pictures, so they stand in nothing else.
        outer = 0 if "data-image" in tag else self.find({"figure"}, CELLS)
        if outer is not None:
            self._leave_boxes(outer)
        self._open_box("figure", tag)
        self.has_picture = "data-image" in tag

    def _leave_boxes(self, count):
        self._end_leaf()
        self.leave(count)
        self.has_picture = self.has_picture and count > 0

    # Where we are

    def _between_blocks(self):
        return not self.boxes or self.boxes[-1] == "blockquote"

    def _in_picture(self):
        return self.has_picture and self.inside({"figure"})
