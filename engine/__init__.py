"""Everything Meanwhile does with documents, without a screen: read, chunk, embed, store, search."""
