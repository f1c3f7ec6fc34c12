"""The pages of officers: my day, my cases, and a case with all that can be done to it."""
