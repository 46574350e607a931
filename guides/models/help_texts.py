"""What editors read beside the fields, together so that it stays one voice."""

SHORT_TITLE = "For trails, menus and lists, where the title is too long."
SUMMARY = "The answer first, in one to three sentences. It stands under the title and must be true alone."
BODY = "Add sections; each has a heading and holds texts, tables, lists and more."
REVIEWED_ON = "The day somebody read the whole page against its sources. An edit is not a review."
REVIEWED_BY = "Who did that. Their public name is shown."
NEXT_REVIEW_ON = "Leave empty to count from the last review."
REVIEW_TAB = (
    "<p>Record a review only after reading the whole page against its sources. Until then the page says that nobody "
    "has verified it yet, which is the honest thing to say.</p>"
)
DESCRIPTION = "One plain sentence for search results, 70 to 155 characters, without digits."
ROLE_GROUP = "Under which heading of the index it stands."
COMPARISON_ROWS = (
    "The table shows all rows by itself. Name a row here to move it up, to leave it out or to put a note to it; "
    "rows that are not named follow in their own order."
)
