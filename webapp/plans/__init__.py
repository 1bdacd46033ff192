"""Action plans: plan, field of action, goal, specification, measure, and the indicators that tell how it goes."""
