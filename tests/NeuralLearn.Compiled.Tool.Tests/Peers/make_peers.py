"""Makes the ONNX models, weights and recorded outputs of this folder with PyTorch; they are committed. With a folder and a seed it makes others there."""
import os
import sys
import warnings

import onnx
import torch
from torch import nn

import safetensors_file

warnings.filterwarnings("ignore")
FOLDER = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 0


class Mlp(nn.Module):
    """As of a policy that was trained elsewhere: names with dots, several functions."""

    def __init__(self):
        super().__init__()
        self.extractor = nn.ModuleDict({"policy_net": nn.Sequential(nn.Linear(12, 32), nn.Tanh(), nn.Linear(32, 24), nn.SiLU())})
        self.action_net = nn.Linear(24, 4)

    def forward(self, x):
        return torch.softmax(self.action_net(self.extractor["policy_net"](x)), dim=1)


class Cnn(nn.Module):
    """Batch normalisation that is not folded, groups, pooling, a residual connection, view."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(6)
        self.conv2 = nn.Conv2d(6, 6, 3, padding=1, groups=2)
        self.bn2 = nn.BatchNorm2d(6, eps=1e-3)
        self.conv3 = nn.Conv2d(6, 8, (3, 2), stride=(2, 1))
        self.fc = nn.Linear(8 * 2 * 4, 5)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        x = nn.functional.gelu(self.bn2(self.conv2(x)) + x)
        x = nn.functional.max_pool2d(x, 2)
        x = nn.functional.hardswish(self.conv3(x))
        return self.fc(x.view(x.size(0), -1))


class Recurrent(nn.Module):
    """The last step of a recurrent layer, read by a dense one."""

    def __init__(self, kind, layers=1):
        super().__init__()
        self.rnn = kind(5, 7, num_layers=layers, batch_first=True)
        self.head = nn.Linear(7, 3)

    def forward(self, x):
        steps, _ = self.rnn(x)
        return self.head(steps[:, -1])


class Steps(nn.Module):
    """Convolution along time, a GRU that gives all steps, layer normalisation, a dense layer per step, the mean over time."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(4, 6, 3)
        self.gru = nn.GRU(6, 5, batch_first=True)
        self.norm = nn.LayerNorm(5)
        self.step = nn.Linear(5, 4)

    def forward(self, x):
        x = torch.nn.functional.mish(self.conv(x.transpose(1, 2))).transpose(1, 2)
        x, _ = self.gru(x)
        return nn.functional.leaky_relu(self.step(self.norm(x)), 0.2).mean(dim=1)


def save(name, model, shape, training=torch.onnx.TrainingMode.EVAL, opset=13):
    torch.manual_seed(SEED + len(name))
    for parameter in model.parameters():
        nn.init.normal_(parameter, std=0.4)
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.normal_(module.running_mean)
            nn.init.uniform_(module.running_var, 0.5, 2)
    model.eval()
    inputs = torch.randn(6, *shape)
    with torch.no_grad():
        outputs = model(inputs)
    path = os.path.join(FOLDER, name + ".onnx")
    torch.onnx.export(model, inputs, path, opset_version=opset, training=training, do_constant_folding=training == torch.onnx.TrainingMode.EVAL,
                      input_names=["input"], output_names=["output"], dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}})
    onnx.checker.check_model(onnx.load(path))
    safetensors_file.write(os.path.join(FOLDER, name + ".recorded.safetensors"), {"input": inputs.numpy(), "output": outputs.numpy()})
    state = {key: value.numpy() for key, value in model.state_dict().items()}
    safetensors_file.write(os.path.join(FOLDER, name + ".state.safetensors"), state)


if __name__ == "__main__":
    save("mlp", Mlp(), (12,))
    save("cnn", Cnn(), (3, 10, 10), training=torch.onnx.TrainingMode.PRESERVE)
    save("gru", Recurrent(nn.GRU), (9, 5))
    save("lstm", Recurrent(nn.LSTM, 2), (9, 5))
    save("rnn", Recurrent(nn.RNN), (9, 5))
    save("steps", Steps(), (8, 4))
