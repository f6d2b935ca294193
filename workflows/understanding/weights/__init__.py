"""What the trained readers learnt, and 300 classes of English words (CC0, made from Apache-2.0 word embeddings)."""
