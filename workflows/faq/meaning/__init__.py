"""What English words mean, as vectors learnt from a sentence transformer; and how they are learnt."""
