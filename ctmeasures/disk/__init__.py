"""What lies on the disk: files, whole writes and locks, git, the folder of caches; it knows no YAML."""
