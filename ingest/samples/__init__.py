"""Sample programmes of an invented municipality: Markdown texts made into PDF and DOCX."""
