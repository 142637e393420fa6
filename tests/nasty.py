"""Text as people, and their programs, paste it."""

from hypothesis import strategies as st

# Markup, control characters, the end of a CDATA section.
NASTY = 'Tom & <b>Jerry</b> ]]> "q" \x0b\x1b\ufffe\uffff </script><!-- \u2028 𝔘 ن'

# The same without the characters that XML forbids.
LEGAL = NASTY.replace("\x0b\x1b\ufffe\uffff", "")

# Every character that a database can keep.
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=80)
