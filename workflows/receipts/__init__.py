"""What a reply may state: the check of a model's words."""
