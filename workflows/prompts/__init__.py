"""The prompts, one Markdown file a step: instructions only; what customers write comes as data beside them."""
