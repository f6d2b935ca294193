"""The model steps, a file each: typed input, prompt, typed answer, its rule."""
