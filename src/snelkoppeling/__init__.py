"""The service that keeps the books in SnelStart in step with a company's CRM."""
