"""What we know: one module a subject."""

from .evidence import Source
from .glossary import Term

__all__ = ["Source", "Term"]
