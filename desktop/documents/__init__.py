"""The list of documents: model, view, row delegate, actions."""
