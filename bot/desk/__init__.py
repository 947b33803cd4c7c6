"""The desk where people approve: a full-screen face, with Textual, over the same functions that the commands call."""
