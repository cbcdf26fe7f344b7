"""Two learning rates, one after the other, with batches made by hand in the end."""

import torch
from torch.utils.data import DataLoader, TensorDataset

losses = {}
for rate in (0.01, 0.1):
    torch.manual_seed(3)
    x = torch.randn(32, 3)
    loader = DataLoader(TensorDataset(x, x.sum(dim=1, keepdim=True)), batch_size=8)
    model = torch.nn.Linear(3, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    for _ in range(2):
        for inputs, targets in loader:
            loss = torch.nn.functional.mse_loss(model(inputs), targets)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    losses[rate] = loss.item()
print({rate: round(loss, 6) for rate, loss in losses.items()}, torch.rand(1).item())
