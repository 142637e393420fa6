from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from .models import DeadLetter

# The list that comes with the package shows the arguments of every task: the text of mails with
# their secret links. (That is why its app stands before this one in INSTALLED_APPS.)
admin.site.unregister(DBTaskResult)


class ErrorFilter(admin.AllValuesFieldListFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = _("kind of error")


@admin.register(DeadLetter)
class DeadLetterAdmin(admin.ModelAdmin):
    """What failed for good: look at the error, mend the cause, run it again or delete it."""

    desk_order = 90
    list_display = ["task_path", "error", "tries", "enqueued_at", "finished_at"]
    list_filter = [("exception_class_path", ErrorFilter)]
    search_fields = ["task_path"]
    ordering = ["-finished_at"]
    show_full_result_count = False
    actions = ["run_again"]
    fields = readonly_fields = [
        "task_path",
        "arguments",
        "priority",
        "tries",
        "enqueued_at",
        "started_at",
        "finished_at",
        "exception_class_path",
        "traceback",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).dead()

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_run_again_permission(self, request):
        return request.user.has_perm("background.change_deadletter")

    @admin.action(description=_("Run again"), permissions=["run_again"])
    def run_again(self, request, queryset):
        number = 0
        for letter in queryset:
            if letter.run_again():
                self.log_change(request, letter, [{"changed": {"fields": ["status"]}}])
                number += 1
        self.message_user(
            request,
            ngettext("%d task runs again.", "%d tasks run again.", number) % number,
            messages.SUCCESS,
        )

    @admin.display(description=_("error"))
    def error(self, letter):
        return letter.traceback.strip().rpartition("\n")[2][:200]

    @admin.display(description=_("tries"))
    def tries(self, letter):
        return letter.attempts

    @admin.display(description=_("arguments"))
    def arguments(self, letter):
        if letter.is_private:
            return _("hidden, because they may hold personal data")
        return letter.args_kwargs
