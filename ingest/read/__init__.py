"""Files to documents: one reader a format, behind `read_document`."""
