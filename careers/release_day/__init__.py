"""Release day in the admin: upload → check → look at the difference → load → make current, or undo."""
