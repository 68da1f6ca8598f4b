"""Questions of supervision; they never write."""
