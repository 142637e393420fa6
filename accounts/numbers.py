def number_in(text):
    """The number that `text` from an address or a form spells, or None where it spells none.

    Only what the id of a row can be: ASCII digits (int() takes "²" and " 7" for some too, or fails
    on them), and no more than every database compares.
    """
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if is_number else None
