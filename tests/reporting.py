"""How a reader's browser sends a report."""

from .commenting import BROWSER, make_token


def report(client, comment, /, illegal=False, headers=BROWSER, remote="192.0.2.1", **fields):
    """Post the form about `comment`; `fields` replace what is typed, None leaves one out."""
    data = {"text": "Look at the second line.", "token": make_token(comment.article)}
    if illegal:
        data |= {"name": "Ann", "email": "ann@example.org", "is_in_good_faith": "on"}
    else:
        data |= {"kind": "abusive"}
    data = {name: value for name, value in (data | fields).items() if value is not None}
    address = f"/comment/{comment.pk}/report/{'illegal/' if illegal else ''}"
    return client.post(address, data, headers=headers, REMOTE_ADDR=remote)
