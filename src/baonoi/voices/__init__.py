"""3. Choose who says it; 6. say it: a Script becomes Clips."""
