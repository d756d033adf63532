"""The books in SnelStart: the only place where its Dutch and our English meet."""
