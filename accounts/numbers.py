def number_in(text):
    """The number that `text` from an address or a form spells, or None where it spells none.

    Only what the id of a row can be: ASCII digits (int() takes "²" and " 7" for some too, or fails
    on them), and no more than every database compares.
    """
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_number else None


def counted(rows, most=500):
    """How many `rows` (a queryset) has, as text: "500+" from `most` on, where counting ends.

    For what may grow: one query over `most` entries of an index at most.
    """
    found = rows[:most].count()
    return f"{most}+" if found == most else str(found)
