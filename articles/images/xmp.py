"""XMP, what today's programs write into photographs: a little RDF, read without its traps."""

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as Xml

LONGEST = 200_000  # bytes; thumbnails that some programs put in are not worth the work
MOST_VALUES = 50

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
_PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}"

NAMES = {
    "caption": _DC + "description",
    "title": _DC + "title",
    "keywords": _DC + "subject",
    "creator": _DC + "creator",
    "rights": _DC + "rights",
    "credit": _PHOTOSHOP + "Credit",
    "source": _PHOTOSHOP + "Source",
    "date": _PHOTOSHOP + "DateCreated",
    "city": _PHOTOSHOP + "City",
    "country": _PHOTOSHOP + "Country",
    "sublocation": _CORE + "Location",
    "alt_text": _CORE + "AltTextAccessibility",
    "people": _EXT + "PersonInImage",
    "licence": _RIGHTS + "UsageTerms",
    "address": _RIGHTS + "WebStatement",
    "holder": _PLUS + "CopyrightOwnerName",
}


def xmp_of(picture):
    """{one of NAMES: [text, …]} of an opened picture; {} where there is none that can be read."""
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    packet = packet.encode() if isinstance(packet, str) else packet
    packet = packet.strip(b"\0 \r\n\t")
    if not packet or len(packet) > LONGEST:
        return {}
    try:
        tree = Xml.fromstring(packet, forbid_dtd=True)
    except (Xml.ParseError, DefusedXmlException, ValueError, LookupError):
        return {}
    descriptions = list(tree.iter(_RDF + "Description"))
    found = {name: _values(descriptions, tag) for name, tag in NAMES.items()}
    return {name: values for name, values in found.items() if values}


def _values(descriptions, tag):
    values = []
    for one in descriptions:
        values += [one.get(tag, "")]
        for child in one.findall(tag):
            items = child.findall(f"*/{_RDF}li")
            values += [item.text or "" for item in items] or [child.text or ""]
    return [value.strip() for value in values if value.strip()][:MOST_VALUES]
