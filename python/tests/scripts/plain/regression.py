"""A line through noisy points, by gradient descent."""

import argparse
import random

parser = argparse.ArgumentParser()
parser.add_argument("--learning-rate", type=float, default=0.05)
parser.add_argument("--epochs", type=int, default=5)
parser.add_argument("--seed", type=int, default=7)
parser.add_argument("--out", default="line.txt")
options = parser.parse_args()

random.seed(options.seed)
points = [(x / 10, 3 * x / 10 + 1 + random.gauss(0, 0.1)) for x in range(20)]
slope = intercept = 0.0
for epoch in range(options.epochs):
    loss = 0.0
    for x, y in points:
        error = slope * x + intercept - y
        slope -= options.learning_rate * error * x
        intercept -= options.learning_rate * error
        loss += error * error
    print(f"epoch {epoch + 1}: loss {loss / len(points):.6f}")
with open(options.out, "w") as file:
    file.write(f"{slope} {intercept}\n")
