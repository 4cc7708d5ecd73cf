"""Which texts, and which sentences, belong together because a file or its name says so."""
