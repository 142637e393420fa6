from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Files with a hash in their names. Each page names a dozen, and Django puts each address
    together anew; a process that serves never sees them change.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.addresses = {}

    def url(self, name, force=False):
        known = self.addresses.get(name)
        if known is None or force:
            known = self.addresses[name] = super().url(name, force)
        return known

    def post_process(self, *args, **kwargs):
        yield from super().post_process(*args, **kwargs)
        self.addresses.clear()
