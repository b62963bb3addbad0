"""Paper: lists laid out page by page, the same for preview, printer and PDF."""
