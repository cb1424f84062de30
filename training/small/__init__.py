"""The small engine: spaCy's CNN on static vectors, built to compare with the encoder, which reads better and ships."""
