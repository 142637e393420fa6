"""Work that a reader does not wait for: tasks that survive whatever happens to their worker.

Ground floor of the house: every app above hands work down to it (mails, pictures, purges) and it
knows none of them, so that it may be used from anywhere and read by itself.

The interface is that of django.tasks (`from django_tasks import task`), the rows are those of
django_tasks_db. Added here is what these packages lack: a job whose worker died runs again
(models), tries with growing pauses and an end (retries), the list of the dead (admin), what runs
every few minutes (periodic), a worker for all of it (worker), mails (mail).

A job runs *at least* once: a worker may die between doing the work and writing that down. So a
task must be safe to repeat.
"""
