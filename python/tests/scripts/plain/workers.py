"""Work in processes, forked and spawned."""

import multiprocessing
import random


def square(number: int) -> int:
    return number * number


if __name__ == "__main__":
    random.seed(1)
    numbers = [random.randint(1, 100) for _ in range(5)]
    for method in ("fork", "spawn"):
        with multiprocessing.get_context(method).Pool(2) as pool:
            print(method, pool.map(square, numbers))
