"""One file per change of the store: NNNN_words.py, revision "NNNN"."""
