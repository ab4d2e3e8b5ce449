"""Loads weights that this library saved into PyTorch's own modules, strictly, and prints the outputs' largest distance from those recorded."""
import sys

import torch
from torch import nn

import safetensors_file


class Last(nn.Module):
    def __init__(self, recurrent):
        super().__init__()
        self.recurrent = recurrent

    def forward(self, x):
        return self.recurrent(x)[0][:, -1]


def network(name):
    if name == "mlp":
        return nn.Sequential(nn.Linear(6, 16), nn.GELU(), nn.Linear(16, 3)), ["dense1", None, "dense2"]
    if name == "cnn":
        return nn.Sequential(nn.Conv2d(2, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(36, 3)), ["conv1", "batchnorm1", None, None, None, "dense1"]
    return nn.Sequential(Last(nn.GRU(4, 6, num_layers=2, batch_first=True)), nn.Linear(6, 2)), ["gru1", "dense1"]


model, names = network(sys.argv[1])
state = {}
for key, value in safetensors_file.read(sys.argv[2]).items():
    prefix, role = key.split(".", 1)
    place = names.index(prefix)
    state[f"{place}.recurrent.{role}" if prefix == "gru1" else f"{place}.{role}"] = torch.tensor(value)
model.load_state_dict(state, strict=True)
recorded = safetensors_file.read(sys.argv[3])
with torch.no_grad():
    outputs = model.eval()(torch.tensor(recorded["input"]))
print("difference", float((outputs - torch.tensor(recorded["output"])).abs().max()))
