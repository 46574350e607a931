"""How texts that were written apart are put together."""


def ended(words: str) -> str:
    """The words as a sentence: with a full stop, where nothing ends them yet. Nothing stays nothing."""
    return f"{words}." if words and words[-1] not in ".?!:" else words
