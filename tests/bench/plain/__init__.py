"""The plain Django way, for comparison: the same models and rows, ``icontains``, ``Paginator`` with an exact count, relations fetched."""
