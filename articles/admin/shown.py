from django.contrib import admin


class ShownAdmin(admin.ModelAdmin):
    """Saves and deletes by the verbs of articles.models.shown.Shown."""

    def save_model(self, request, obj, form, change):
        obj.put()

    def delete_model(self, request, obj):
        obj.drop()

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            obj.drop()
