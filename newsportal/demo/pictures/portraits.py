"""The people of the paper, flat and square (1200 x 1200), light from the left."""

from newsportal.demo.pictures import hair, heads

SQUARE = (1200, 1200)


def signe(c):
    heads.backdrop(c, "#e9c58e", "#d98b5f")
    hair.long_hair(c, "#7a3b22")
    heads.bust(c, "#0c5a5f", collar="#f3e9d2")
    heads.face(c, "#e8b493", brow="#5b2a1a")
    hair.fringe(c, "#8a4527")
    heads.glasses(c, "#1d2a33")


def tonu(c):
    heads.backdrop(c, "#8fb9bd", "#3f7480")
    heads.bust(c, "#22344a", collar="#c9573f")
    heads.face(c, "#dba582", brow="#8d8880")
    heads.beard(c, "#b9b3a6")
    hair.cap(c, "#1d2a33", "#0f1a24")


def marit(c):
    heads.backdrop(c, "#b9cfae", "#5f8f7f")
    hair.bun(c, "#e3c27a")
    heads.bust(c, "#d9a04e", collar="#fbf4e0")
    heads.face(c, "#f0c4a4", brow="#a87b3c")
    hair.parting(c, "#e3c27a")
    heads.freckles(c, "#c98a68")


def caspar(c):
    heads.backdrop(c, "#a88bb0", "#5d4a78")
    heads.bust(c, "#3a2440", collar="#e2a13b")
    heads.face(c, "#7d4f38", brow="#1c1210")
    hair.curls(c, "#1c1412")
    heads.glasses(c, "#e2a13b")
    heads.moustache(c, "#1c1412")


def nadira(c):
    heads.backdrop(c, "#f0a98a", "#c9573f")
    heads.bust(c, "#f3c14b", collar="#b5402f")
    hair.scarf(c, "#1f5a66", "#2f7f8a")
    heads.face(c, "#b87a58", brow="#2a1712")
    hair.scarf_front(c, "#2f7f8a")


def ilmar(c):
    """The crane driver of the interview."""
    heads.backdrop(c, "#f3c98b", "#e7928a")
    for x, tall in ((150, 620), (1010, 480)):
        c.rectangle(x, 1200 - tall, x + 26, 1200, "#b5626a", 0.6)
        c.rectangle(x - 130, 1200 - tall, x + 240, 1224 - tall, "#b5626a", 0.6)
    heads.bust(c, "#d8642f", collar="#f3e9d2")
    for side in (-1, 1):
        c.polygon(
            [
                (600 + side * 190, 860),
                (600 + side * 250, 880),
                (600 + side * 300, 1200),
                (600 + side * 210, 1200),
            ],
            "#f5ecc2",
            0.9,
        )
    heads.face(c, "#cf9a78", brow="#d9d4c8")
    heads.moustache(c, "#d9d4c8", wide=1.5)
    hair.helmet(c, "#f3c14b", "#c9902f")
