"""What all figures share: sheet, rows, labels, style, typeface, file forms."""
