"""Pages. Each view is a function read from top to bottom: fetch, one context, render."""
