"""Choosing one of many by typing: Django's autocomplete, knowing what the form already holds."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.forms.widgets import Script

from articles.models import Image

from .thumbnails import picture_url


class Picker(AutocompleteSelect):
    """Draws the chosen object without a query when `chosen` is it (see Picks)."""

    chosen = None

    @property
    def media(self):
        plain = super().media
        css = {**plain._css, "all": ["css/admin-pictures.css"]}
        return forms.Media(css=css, js=[*plain._js, Script("js/admin-autocomplete.js", defer=True)])

    def optgroups(self, name, value, attr=None):
        if self.chosen is None or value != [str(self.chosen.pk)]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = self.choices.field.label_from_instance(self.chosen)
        options.append(self.create_option(name, self.chosen.pk, label, True, len(options)))
        return [(None, options, 0)]


class ImagePicker(Picker):
    """Shows the pictures themselves."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if self.chosen is not None and value == self.chosen.pk:
            option["attrs"]["data-thumbnail"] = picture_url(self.chosen)
        return option


class Picks:
    """For a ModelAdmin or inline: the foreign keys in `picks` are chosen with a Picker.

    Those in `no_icons` are only chosen here; what they lead to is edited on its own page.
    """

    picks = ()
    no_icons = ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in (*self.picks, *self.no_icons):
            field.widget.can_view_related = field.widget.can_delete_related = False
        if db_field.name in self.no_icons:
            field.widget.can_add_related = field.widget.can_change_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.picks:
            widget = ImagePicker if db_field.related_model is Image else Picker
            kwargs["widget"] = widget(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PickingForm(forms.ModelForm):
    """Hands each Picker the object that the instance has already loaded."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            picker = getattr(field.widget, "widget", field.widget)
            if isinstance(picker, Picker) and getattr(self.instance, f"{name}_id"):
                picker.chosen = getattr(self.instance, name)
