"""What commenters hold in their own hands: the receipt, "my comments", mails, their data.

Two keys open it. The receipt's address opens one comment. A link mailed to an address opens all
comments of that address for a while, by a session that is no log-in and opens nothing else.
"""
