"""Stops with an exception once the loss is no number any more."""

loss, rate = 1.0, 40.0
for step in range(1_000):
    loss = loss * loss * rate
    print("step", step, "loss", loss)
    if loss > 1e30:
        raise FloatingPointError(f"the loss is {loss}")
