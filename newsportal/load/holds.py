"""What rules held of the comments that came past the models, for the queue."""

from comments.models import Comment, Hold

BATCH = 2_000


def note_holds():
    """Safe to repeat."""
    held = Comment.objects.exclude(reasons=[]).filter(holds=None)
    held = held.only("status", "created_at", "reasons", "awaits_proof_until")
    batch = []
    for comment in held.only("status", "created_at", "reasons", "awaits_proof_until").iterator(
        chunk_size=BATCH
    ):
        batch += Hold.objects.of(comment)
        if len(batch) >= BATCH:
            Hold.objects.bulk_create(batch)
            batch = []
    Hold.objects.bulk_create(batch)
