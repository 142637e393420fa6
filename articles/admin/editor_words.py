"""What the editor of the body says, in the language of who uses it."""

import json

from django.utils.translation import gettext as _


def words():
    """The words of static/js/editor, as JSON."""
    return json.dumps(_marks() | _blocks() | _pictures() | _questions(), ensure_ascii=False)


def _marks():
    return {
        "toolbar": _("Form of the text"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "strike": _("Struck out"),
        "superscript": _("Superscript"),
        "subscript": _("Subscript"),
        "code": _("Code"),
        "link": _("Link"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "source": _("Show as HTML"),
    }


def _blocks():
    return {
        "kind": _("Kind of paragraph"),
        "paragraph": _("Paragraph"),
        "heading2": _("Heading"),
        "heading3": _("Smaller heading"),
        "heading4": _("Smallest heading"),
        "codeBlock": _("Code"),
        "bulletList": _("List"),
        "orderedList": _("Numbered list"),
        "blockquote": _("Quote"),
        "rule": _("Rule"),
        "table": _("Table"),
        "row": _("row"),
        "column": _("column"),
        "headerCell": _("Heading of a row or column"),
        "mergeCells": _("Merge or split cells"),
        "tableCaption": _("Caption of the table"),
        "deleteTable": _("Delete the table"),
        "embed": _("Embed"),
        "embedded": _("Shown when a reader asks for it, from"),
        "embedAddress": _("Address"),
        "embedHelp": _(
            "The address of a video, a post, a sound or a map. Nothing is loaded from there until "
            "a reader asks for it."
        ),
    }


def _pictures():
    return {
        "picture": _("Picture"),
        "size": _("Size of the picture"),
        "sizeText": _("As wide as the text"),
        "sizeSmall": _("Small, beside the text"),
        "sizeWide": _("Wider than the text"),
        "removePicture": _("Take out of the text"),
        "noPicture": _("This picture is not in the library any more."),
        "upload": _("Upload a picture"),
        "file": _("File"),
        "alt": _("Alternative text"),
        "decorative": _("Decorative"),
        "decorativeHelp": _("Says nothing that the text does not: it needs no alternative text."),
        "caption": _("Caption"),
        "credit": _("Credit"),
    }


def _questions():
    return {
        "search": _("Search"),
        "more": _("More"),
        "nothingFound": _("Nothing found."),
        "unreachable": _("The library does not answer."),
        "address": _("Address, or words of a headline"),
        "badAddress": _("This is not an address."),
        "insert": _("Put into the text"),
        "cancel": _("Cancel"),
        "figures": _("{words} words, {minutes} min to read"),
    }
