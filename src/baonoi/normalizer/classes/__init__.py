"""The semiotic classes, one file each: what a token looks like and how it is said."""
