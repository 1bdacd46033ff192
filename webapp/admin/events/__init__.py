"""Events: the list, their details, what becomes of them."""
