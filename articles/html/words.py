"""Names of elements by what they are for, as articles.html.tidy treats them."""

MARKS = frozenset(["a", "strong", "em", "s", "sub", "sup", "code"])
LEAVES = frozenset(["p", "h2", "h3", "h4", "pre"])
LISTS = frozenset(["ul", "ol"])
CELLS = frozenset(["td", "th"])
CAPTIONS = frozenset(["figcaption", "caption"])
# Only parts of a table stand in these.
ROWS = frozenset(["table", "thead", "tbody", "tfoot", "tr"])
# How deep a part stands in its table.
TABLE_RANKS = {"caption": 1, "thead": 1, "tbody": 1, "tfoot": 1, "tr": 2, "td": 3, "th": 3}
BOXES = frozenset(["blockquote", "li", "table", "figure", *LISTS, *CAPTIONS, *TABLE_RANKS])
# Words stand in these directly.
HOLDS_WORDS = LEAVES | CAPTIONS | CELLS | {"li"}
# They mean no more than that another paragraph begins.
BREAKS_TEXT = frozenset(
    ["div", "section", "article", "main", "header", "footer", "aside", "nav", "address", "center"]
    + ["dl", "dt", "dd", "details", "summary", "fieldset", "legend", "form", "hgroup", "body"]
)
BLOCKS = LEAVES | BOXES | BREAKS_TEXT | {"hr", "br"}

RENAMED = {"b": "strong", "i": "em", "strike": "s", "del": "s", "h1": "h2", "h5": "h4", "h6": "h4"}
# They go with everything in them: it was never meant to be read as text.
DROPPED = frozenset(
    ["script", "style", "template", "svg", "math", "noscript", "noembed", "noframes", "iframe"]
    + ["textarea", "title", "xmp", "head", "object", "applet", "audio", "video", "canvas", "map"]
    + ["select", "button", "frameset"]
)
