"""One module a step; a step is never changed once a release has it."""
