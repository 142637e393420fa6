from django_tasks import task

from background.periodic import every


@task()
def make_all_renditions(image_id, file_name):
    """The sizes of an image that were not made when it was uploaded; safe to repeat."""
    from articles.models import Image  # the model enqueues this task

    image = Image.objects.filter(pk=image_id, file=file_name).first()
    if image:
        image.complete()


@task(priority=-10)
def make_social_image(article_id):
    """The preview of an article; safe to repeat."""
    from articles.models import Article  # the model enqueues this task

    led = Article.objects.filter(lead_image__isnull=False).select_related("lead_image")
    article = led.filter(pk=article_id).first()
    if article:
        article.make_social_image()


@every(hours=1)
@task()
def warn_of_licences():
    """Tell the editors by mail, once, of pictures in use whose licence ends within a week."""
    from articles.licences import let_files_end, warn

    let_files_end()
    warn()


@every(hours=24)
@task(priority=-50)
def forget_error_reports():
    """What readers wrote is kept no longer than somebody may ask for it."""
    from articles.models import ErrorReport

    return ErrorReport.objects.forget()
