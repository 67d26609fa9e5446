"""Which accounts are one person: joined by mail address or by a person's word, parted, erased."""
