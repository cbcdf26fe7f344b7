"""A perceptron in NumPy, configured by a file."""

import json
import sys
from pathlib import Path

import numpy as np

configuration = json.loads(Path("configuration.json").read_text())
generator = np.random.default_rng(configuration["seed"])
x = generator.normal(size=(200, 2))
y = (x @ [1.0, -2.0] > 0).astype(int)
weights = np.zeros(2)
for epoch in range(configuration["training"]["epochs"]):
    mistakes = 0
    for point, label in zip(x, y):
        change = label - int(point @ weights > 0)
        weights += configuration["training"]["rate"] * change * point
        mistakes += abs(change)
    print("epoch", epoch, "mistakes", mistakes)
    print("still learning", file=sys.stderr)
np.save("weights.npy", weights)
print(weights)
