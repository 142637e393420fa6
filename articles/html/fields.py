from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from .cleaning import TextRefused, clean
from .parts import count_words, split
from .rules import LIMIT


class RichTextField(models.TextField):
    """HTML that is cleaned on every way into the database.

    `parts_field` and `words_field` name fields of the same model, declared after this one, that
    get the parts of the text (see split) and its number of words whenever it is stored. The model
    must be a RichText, and its manager made of a RichTextQuerySet, for that to hold.
    """

    def __init__(self, *args, parts_field=None, words_field=None, **kwargs):
        self.parts_field = parts_field
        self.words_field = words_field
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(max_length=LIMIT, **kwargs)

    def clean(self, value, model_instance):
        try:
            return clean(super().clean(value, model_instance))
        except TextRefused as error:
            message = _("The text is longer than %(limit)s characters.")
            raise ValidationError(message, code="long", params={"limit": LIMIT}) from error

    def pre_save(self, model_instance, add):
        values = self.made_from(getattr(model_instance, self.attname))
        for name, value in values.items():
            setattr(model_instance, name, value)
        return values[self.attname]

    def get_db_prep_save(self, value, connection):
        value = str(clean(value)) if isinstance(value, str) else value
        return super().get_db_prep_save(value, connection)

    def made_from(self, text):
        """The text, cleaned, and what is kept of it in other fields: dict by name of the field."""
        text = clean(text)
        values = {self.attname: text}
        if self.parts_field:
            values[self.parts_field] = split(text)
        if self.words_field:
            values[self.words_field] = count_words(text)
        return values


class RichText(models.Model):
    """A model whose rich texts take their parts with them, whichever fields are saved."""

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is not None:
            update_fields = _with_companions(self, update_fields)
        elif deferred := self.get_deferred_fields():
            self._load_companions(deferred)
        super().save(*args, update_fields=update_fields, **kwargs)

    def _load_companions(self, deferred):
        # Django would leave out what was not fetched, also where the text itself was changed.
        for field in _rich_fields(self):
            if field.attname not in deferred and _with_companions(self, [field.attname]) & deferred:
                field.pre_save(self, add=False)


class RichTextQuerySet(models.QuerySet):
    """The same for changes of many rows at once."""

    def update(self, **values):
        for field in _rich_fields(self.model):
            text = values.get(field.attname)
            if isinstance(text, str):
                values.update(field.made_from(text))
            elif text is not None and field.parts_field not in values:
                raise TypeError(f"{field.attname} is cleaned before it is stored: give its text.")
        return super().update(**values)

    update.alters_data = True

    def bulk_update(self, objs, fields, batch_size=None):
        objs = tuple(objs)
        for field in _rich_fields(self.model):
            if field.attname in fields:
                for one in objs:
                    field.pre_save(one, add=False)
        return super().bulk_update(objs, _with_companions(self.model, fields), batch_size)

    bulk_update.alters_data = True


def _rich_fields(model):
    return [field for field in model._meta.concrete_fields if isinstance(field, RichTextField)]


def _with_companions(model, names):
    """`names` of fields, and with each rich text the fields that are made from it."""
    names = set(names)
    for field in _rich_fields(model):
        if field.attname in names:
            names |= {field.parts_field, field.words_field} - {None}
    return names
