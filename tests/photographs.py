"""Photographs with words in them, as agencies and cameras write them."""

import io
import struct

from PIL import Image as Picture

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
<rdf:Description rdf:about="" photoshop:City="Tallinn" photoshop:Credit="The Gazette">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">The pier at dawn</rdf:li></rdf:Alt>
</dc:description>
<dc:creator><rdf:Seq><rdf:li>Mari Tõnisson</rdf:li></rdf:Seq></dc:creator>
<dc:subject><rdf:Bag><rdf:li>pier</rdf:li><rdf:li>ferry</rdf:li></rdf:Bag></dc:subject>
<core:AltTextAccessibility><rdf:Alt><rdf:li>A wooden pier</rdf:li></rdf:Alt>
</core:AltTextAccessibility>
<ext:PersonInImage><rdf:Bag><rdf:li>Ülo Tamm</rdf:li></rdf:Bag></ext:PersonInImage>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def photograph(kind="JPEG", size=(80, 60), mode="RGB", **options):
    out = io.BytesIO()
    Picture.linear_gradient("L").resize(size).convert(mode).save(out, kind, **options)
    return out.getvalue()


def noise(size=(400, 300), kind="JPEG", seed=0, **options):
    """A picture that no other seed gives."""
    out = io.BytesIO()
    picture = Picture.linear_gradient("L").resize(size).convert("RGB")
    picture.putpixel((seed % size[0], 3), (255, 0, 0))
    picture.paste((seed * 37 % 255, seed * 91 % 255, 90), (10, 10, 90, 60))
    picture.save(out, kind, **options)
    return out.getvalue()


def animation(seed=0):
    """A GIF with two frames."""
    frames = [Picture.open(io.BytesIO(noise(seed=100 * seed + n))) for n in range(2)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def with_iptc(data, *said, charset=None):
    """A JPEG with records of IPTC-IIM: (number, bytes) of record 2."""
    head = [(1, 90, charset)] if charset else []
    records = [*head, *((2, number, text) for number, text in said)]
    packed = b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(text)) + text
        for record, number, text in records
    )
    resource = b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(packed))
    part = b"Photoshop 3.0\0" + resource + packed + b"\0" * (len(packed) % 2)
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(part) + 2) + part + data[2:]
