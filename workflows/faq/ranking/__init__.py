"""Which words of customers go with which words of help texts: learnt from pairs of the two; and how it is learnt."""
