"""Two networks against each other, until a mistake."""

import torch
from torch.nn import functional
from torch.utils.data import DataLoader

torch.manual_seed(4)
loader = DataLoader(torch.randn(24, 2) + 3, batch_size=8, shuffle=True)
generator = torch.nn.Linear(2, 2)
critic = torch.nn.Sequential(torch.nn.Linear(2, 4), torch.nn.ReLU(), torch.nn.Linear(4, 1))
of_generator = torch.optim.Adam(generator.parameters(), lr=0.01)
of_critic = torch.optim.Adam(critic.parameters(), lr=0.02)
for epoch in range(3):
    for real in loader:
        made = generator(torch.randn_like(real))
        loss = (
            functional.softplus(-critic(real)).mean()
            + functional.softplus(critic(made.detach())).mean()
        )
        of_critic.zero_grad()
        loss.backward()
        of_critic.step()
        fooled = functional.softplus(-critic(made)).mean()
        of_generator.zero_grad()
        fooled.backward()
        of_generator.step()
    print(epoch, round(loss.item(), 5), round(fooled.item(), 5))
    if epoch == 1:
        raise RuntimeError("no more power")
