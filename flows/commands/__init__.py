"""One module a command; each has `add_to(app)` and imports what it needs inside its function."""
