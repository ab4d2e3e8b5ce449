"""Writes Models/*.safetensors and Models/expected.json: networks made by PyTorch, and what PyTorch makes of some inputs.

    python3 make_models.py

The seeds are fixed; PyTorch 1.13 on a CPU writes the files that stand in the repository.
"""
import json
import os
import struct

import torch
from torch import nn

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Models")


def save(path, tensors):
    """A safetensors file by hand: the length of the header, the header as JSON, the data."""
    types = {torch.float32: "F32", torch.int64: "I64"}
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in tensors.items():
        raw = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {"dtype": types[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(6, 20), nn.Tanh(), nn.Linear(20, 5))

    def forward(self, x):
        return self.body(x)


class Cnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(2, 6, 3, padding=1), nn.BatchNorm2d(6)
        self.conv2, self.bn2 = nn.Conv2d(6, 10, 3, bias=False), nn.BatchNorm2d(10)
        self.fc, self.bn3 = nn.Linear(40, 7), nn.BatchNorm1d(7)
        self.head = nn.Linear(7, 4)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        x = torch.max_pool2d(x, 2)
        x = torch.relu(self.bn2(self.conv2(x)))
        x = torch.tanh(self.bn3(self.fc(torch.flatten(x, 1))))
        return self.head(x)


class Sequence(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru, self.head = nn.GRU(5, 9, batch_first=True), nn.Linear(9, 3)

    def forward(self, x):
        return self.head(self.gru(x)[0][:, -1])


class Standardized(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.randn(6) * 3)
        self.register_buffer("deviation", torch.rand(6) * 2 + 0.5)
        self.fc1, self.fc2 = nn.Linear(6, 8), nn.Linear(8, 2)

    def forward(self, x):
        return self.fc2(torch.relu(self.fc1((x - self.mean) / self.deviation)))


class Scaled(nn.Module):
    """Channels that lie many deviations away from 0, between a measurement below and a normalisation above."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.tensor([1000.0, -250.0, 0.5, 4e4]))
        self.register_buffer("deviation", torch.tensor([0.75, 3.0, 0.01, 20.0]))
        self.conv, self.bn, self.head = nn.Conv2d(4, 6, 3, padding=1, groups=2), nn.BatchNorm2d(6), nn.Linear(378, 3)

    def forward(self, x):
        x = (x - self.mean.view(4, 1, 1)) / self.deviation.view(4, 1, 1)
        return self.head(torch.flatten(torch.relu(self.bn(self.conv(x))), 1))

    def inputs(self, rows):
        return torch.randn(rows, 4, 9, 7) * self.deviation.view(4, 1, 1) + self.mean.view(4, 1, 1)


class Policy(nn.Module):
    """The names of a policy as Stable-Baselines3 saves it."""

    def __init__(self):
        super().__init__()
        self.mlp_extractor = nn.Module()
        self.mlp_extractor.policy_net = nn.Sequential(nn.Linear(12, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh())
        self.action_net = nn.Linear(64, 4)

    def forward(self, x):
        return self.action_net(self.mlp_extractor.policy_net(x))


def train_a_little(model, shape):
    """Running statistics that are not those of a new network."""
    model.train()
    for step in range(5):
        model(torch.randn(32, *shape) * (1 + step) + 0.3)


def main():
    expected = {}
    for seed, (name, kind, shape, renamed) in enumerate([
        ("mlp", Mlp, (6,), {}),
        ("cnn", Cnn, (2, 8, 8), {}),
        ("gru", Sequence, (12, 5), {}),
        ("standardized", Standardized, (6,), {"mean": "scaler.mean", "deviation": "scaler.deviation"}),
        ("ppo", Policy, (12,), {}),
        ("scaled", Scaled, (4, 9, 7), {"mean": "scaler.mean", "deviation": "scaler.deviation"}),
    ]):
        torch.manual_seed(seed)
        model = kind()
        if kind is Cnn:
            for norm in (model.bn1, model.bn2, model.bn3):
                nn.init.uniform_(norm.weight, 0.5, 1.5)
                nn.init.normal_(norm.bias)
            train_a_little(model, shape)
        if kind is Scaled:
            nn.init.uniform_(model.bn.weight, 0.5, 1.5)
            nn.init.normal_(model.bn.bias)
            model.train()
            for _ in range(5):
                model(model.inputs(32))
        model.eval()
        save(os.path.join(FOLDER, name + ".safetensors"), {renamed.get(key, key): value for key, value in model.state_dict().items()})
        inputs = model.inputs(5) if kind is Scaled else torch.randn(5, *shape)
        with torch.no_grad():
            outputs = model(inputs)
        expected[name] = {"inputs": inputs.flatten().tolist(), "outputs": outputs.flatten().tolist()}
    with open(os.path.join(FOLDER, "expected.json"), "w") as file:
        json.dump(expected, file)
        file.write("\n")


if __name__ == "__main__":
    main()
