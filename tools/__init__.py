"""What makes the checkout ready to run, and what watches over the code; on the standard library alone."""
