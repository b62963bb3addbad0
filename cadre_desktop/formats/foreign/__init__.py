"""Reading workbooks that other people made, without trusting them."""
