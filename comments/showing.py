"""What kept pages show of comments, besides the tags of articles.showing."""

# The newest comments of the whole site: its feed.
COMMENTS = "comments"
