"""The groups of a newsroom, for the migrations of the apps that own the permissions."""

from django.contrib.auth.management import create_permissions

REPORTER, EDITOR, MODERATOR = "Reporter", "Editor", "Moderator"


def grant(apps, schema_editor, app_label, permissions):
    """Give groups their permissions on the models of an app.

    `permissions` maps a group's name to codenames; a missing group is made. Called from a
    migration, before Django makes permissions itself (it does so after the last migration), so
    they are made here first. Raises LookupError for a codename that no model has.
    """
    config = apps.get_app_config(app_label)
    # A migration's stand-in for an app has no models module, and is passed over without one.
    module = getattr(config, "models_module", None)
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = module
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    found = {p.codename: p for p in Permission.objects.filter(content_type__app_label=app_label)}
    for name, codenames in permissions.items():
        missing = set(codenames) - set(found)
        if missing:
            raise LookupError(f"{app_label} has no permission {', '.join(sorted(missing))}")
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*(found[codename] for codename in codenames))
