"""Reading workbooks that other people made, without trusting them."""

READER_FLAG = "--read-foreign-workbook"
"""The argument on which a packaged program, having no Python of its own to start, becomes the reading child."""
