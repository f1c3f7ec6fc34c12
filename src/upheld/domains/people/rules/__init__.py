"""What is true of people's data: numbers, dates, postcodes, names, needs, and rows of extracts. Pure."""
