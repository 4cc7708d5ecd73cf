"""The one reader of numbers and dates, however a language writes them: pure functions.

`reading.read_numbers` reads a text; `comparison` compares the two sides of a pair. `digits`,
`dates`, `chinese`, `english` and `words` each read one way of writing, as a `quantity.Quantity`.
"""
