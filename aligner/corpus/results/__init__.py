"""What is made of the links of a corpus run: tables, counts, filters, samples, the report."""
