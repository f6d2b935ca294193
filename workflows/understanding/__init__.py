"""Small trained readers: what words mean, learnt from rows; what is allowed is decided by code elsewhere."""
