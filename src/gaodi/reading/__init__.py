"""识读 — what the paper says: Word, Excel, PDF, CSV, Markdown or plain text in, rows with their quotes out."""
