"""State law from files, in the admin: upload → check → look at the difference → save as drafts, or publish."""
