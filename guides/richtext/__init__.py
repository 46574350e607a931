"""What may stand inside running text besides words: citations and page links (facts and glossary terms join them)."""
