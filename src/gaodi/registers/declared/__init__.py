"""The registers: one module a subject, its model, columns and figures."""
