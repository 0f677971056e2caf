"""The benchmark behind `make bench`: an archive of any size, the site and others on the same rows, one interleaved run, one table."""
