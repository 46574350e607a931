"""From official files to releases: read → validate → difference → write in one transaction. One module a format."""
