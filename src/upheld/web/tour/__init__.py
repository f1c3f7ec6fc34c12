"""A guided first visit to the demonstration; there is none anywhere else."""
