"""One screen a module; screens know the workspace, not each other."""
