from django import forms
from django.utils.translation import gettext_lazy as _

from articles.addresses import make_slug


class AddressedForm(forms.ModelForm):
    """For what has a name and an address: an address left empty is made from the name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Made from the name if left empty.")

    def clean(self):
        data = super().clean()
        if not data.get("slug") and "slug" not in self.errors and data.get("name"):
            data["slug"] = self._free_slug(data["name"])
        return data

    def _free_slug(self, name):
        longest = self._meta.model._meta.get_field("slug").max_length
        wanted = make_slug(name)[: longest - 4].strip("-") or self._meta.model._meta.model_name
        others = self._meta.model.objects.exclude(pk=self.instance.pk)
        slug, number = wanted, 2
        while others.filter(slug=slug).exists():
            slug, number = f"{wanted}-{number}", number + 1
        return slug
