"""A real SMTP server for tests: the fixtures `smtp` (its settings) and `mail_server`."""

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class MailServer:
    """A real SMTP server that says to each recipient, or to each text, what it was told to say."""

    def __init__(self):
        self.answers_to_recipient, self.answers_to_text, self.mails = [], [], []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.answers_to_recipient:
            return self.answers_to_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.answers_to_text:
            return self.answers_to_text.pop(0)
        self.mails.append(
            (envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default))
        )
        return "250 OK"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture
def smtp(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.DEFAULT_FROM_EMAIL = "The Test Gazette <gazette@example.org>"
    return settings


@pytest.fixture
def mail_server(smtp):
    handler = MailServer()
    controller = Controller(
        handler,
        hostname="127.0.0.1",
        port=smtp.EMAIL_PORT,
        authenticator=lambda *login: AuthResult(success=False, handled=False),
        auth_require_tls=False,
    )
    controller.start()
    yield handler
    controller.stop()
