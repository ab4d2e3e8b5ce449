"""Trains a small policy by A2C and writes policy.safetensors, with recorded inputs and outputs beside it.

The modules have the names that Stable-Baselines3's MlpPolicy gives them, so that a file of yours made there looks the same.
Needs PyTorch and numpy: python3 policy.py
"""
import os

import torch
from torch import nn

from safetensors_file import save_file


class Policy(nn.Module):
    def __init__(self, senses=12, actions=4, units=64):
        super().__init__()
        self.mlp_extractor = nn.Module()
        self.mlp_extractor.policy_net = nn.Sequential(nn.Linear(senses, units), nn.Tanh(), nn.Linear(units, units), nn.Tanh())
        self.mlp_extractor.value_net = nn.Sequential(nn.Linear(senses, units), nn.Tanh(), nn.Linear(units, units), nn.Tanh())
        self.action_net = nn.Linear(units, actions)
        self.value_net = nn.Linear(units, 1)

    def forward(self, senses):
        return self.action_net(self.mlp_extractor.policy_net(senses))

    def value(self, senses):
        return self.value_net(self.mlp_extractor.value_net(senses)).squeeze(-1)


class Arena:
    """Ships in a square, many at once. Each collects coins and keeps off a mine; Arena.cs is the same for one."""

    thrust = torch.tensor([[-1.0, 0.0], [1.0, 0.0], [0.0, -1.0], [0.0, 1.0]]) * 0.02

    def __init__(self, ships):
        self.place = torch.rand(ships, 2) * 2 - 1
        self.speed = torch.zeros(ships, 2)
        self.things = torch.rand(ships, 3, 2) * 2 - 1  # two coins and a mine

    def senses(self):
        away = self.things - self.place[:, None]
        return torch.cat([self.place, self.speed * 10, away.flatten(1), away[:, 2:].norm(dim=2), self.speed.norm(dim=1, keepdim=True) * 10], dim=1)

    def step(self, action):
        before = (self.things[:, :2] - self.place[:, None]).norm(dim=2).min(dim=1).values
        self.speed = 0.8 * self.speed + self.thrust[action]
        self.place = (self.place + self.speed).clamp(-1, 1)
        distance = (self.things - self.place[:, None]).norm(dim=2)
        closer = before - distance[:, :2].min(dim=1).values
        hit = distance < 0.12
        self.things = torch.where(hit[:, :, None], torch.rand_like(self.things) * 2 - 1, self.things)
        points = hit[:, 0].float() + hit[:, 1].float() - hit[:, 2].float()
        return points + closer, points


def train(policy, ships=64, steps=16, updates=1000):
    arena = Arena(ships)
    optimizer = torch.optim.Adam(policy.parameters(), lr=1e-3)
    total = 0.0
    for update in range(updates):
        rows, actions, rewards = [], [], []
        for _ in range(steps):
            senses = arena.senses()
            with torch.no_grad():
                action = torch.distributions.Categorical(logits=policy(senses)).sample()
            reward, points = arena.step(action)
            rows.append(senses)
            actions.append(action)
            rewards.append(reward)
            total += points.sum().item()
        with torch.no_grad():
            value = policy.value(arena.senses())
        targets = []
        for reward in reversed(rewards):
            value = reward + 0.95 * value
            targets.insert(0, value)
        rows, actions, targets = torch.cat(rows), torch.cat(actions), torch.cat(targets)
        values = policy.value(rows)
        choice = torch.distributions.Categorical(logits=policy(rows))
        advantage = (targets - values).detach()
        loss = -(advantage * choice.log_prob(actions)).mean() + 0.5 * (targets - values).square().mean() - 0.005 * choice.entropy().mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(policy.parameters(), 0.5)
        optimizer.step()
        if (update + 1) % 250 == 0:
            print(f"update {update + 1}: {1000 * total / (250 * steps * ships):.1f} points in 1000 steps")
            total = 0.0


if __name__ == "__main__":
    torch.manual_seed(1)
    torch.set_num_threads(1)
    policy = Policy()
    train(policy)

    # What decides is all that a game needs; the value network only helped to learn.
    here = os.path.dirname(os.path.abspath(__file__))
    weights = {name: tensor for name, tensor in policy.state_dict().items() if "value" not in name}
    save_file(weights, os.path.join(here, "policy.safetensors"))

    # Outputs in double precision: what both should come to, not the rounding of one of them.
    arena = Arena(256)
    with torch.no_grad():
        for _ in range(50):
            arena.step(torch.distributions.Categorical(logits=policy(arena.senses())).sample())
        senses = arena.senses()
        scores = policy.double()(senses.double())
    save_file({"inputs": senses, "targets": scores}, os.path.join(here, "recorded.safetensors"))
    print(f"{sum(tensor.numel() for tensor in weights.values())} numbers in policy.safetensors, {len(senses)} rows in recorded.safetensors")
