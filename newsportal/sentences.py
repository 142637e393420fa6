"""Django's library of tags "i18n", with sentences that are looked up once.

Every {% translate %} of a plain sentence costs Django as much as a variable with its filters, its
escaping and the search in the catalogue; a page has some forty. What such a tag says depends on
the language alone.
"""

from django import template
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


@register.tag("trans")
@register.tag("translate")
def do_translate(parser, token):
    node = i18n.do_translate(parser, token)
    said, context = node.filter_expression, node.message_context
    is_plain = _is_plain(said) and (context is None or _is_plain(context))
    return Sentence(node) if is_plain and node.asvar is None else node


def _is_plain(expression):
    literal = getattr(expression.var, "literal", expression.var)
    return isinstance(literal, str) and not expression.filters


class Sentence(template.Node):
    """A translated sentence without variables."""

    child_nodelists = ()

    def __init__(self, node):
        self.node, self.said = node, {}

    def render(self, context):
        language = get_language()
        said = self.said.get(language)
        if said is None:
            said = self.said[language] = self.node.render(context)
        return said
