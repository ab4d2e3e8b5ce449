"""The PyTorch peer: layers in a Sequential, inference mode, the framework's losses and its SGD, one thread."""
import sys

import peer_protocol

try:
    import torch
except Exception as problem:
    print("missing", " ".join(str(problem).split()), flush=True)
    sys.exit(0)

ACTIVATIONS = {
    "relu": torch.nn.ReLU,
    "tanh": torch.nn.Tanh,
    "sigmoid": torch.nn.Sigmoid,
    "softmax": lambda: torch.nn.Softmax(dim=1),
}


# Of an image; the dense layer flattens what comes before it.
MODULES = {
    "conv": lambda module: [torch.nn.Conv2d(module["inputs"], module["outputs"], 3)],
    "pool": lambda module: [torch.nn.MaxPool2d(2)],
    "dense": lambda module: [torch.nn.Flatten(), torch.nn.Linear(module["inputs"], module["outputs"])],
}


def fill(parameters, flat):
    """Parameters from one row of numbers, in their order."""
    numbers, at = torch.tensor(flat), 0
    with torch.no_grad():
        for parameter in parameters:
            parameter.copy_(numbers[at : at + parameter.numel()].view_as(parameter))
            at += parameter.numel()


class Stream:
    """A recurrent layer and a dense one, perhaps behind a dense one and a causal convolution: a step per row."""

    def __init__(self, network):
        *front, gates, last = network.modules
        kinds = {"gru": torch.nn.GRU, "lstm": torch.nn.LSTM}
        self.gates = kinds[gates["kind"]](gates["inputs"], gates["outputs"])
        self.last = torch.nn.Linear(last["inputs"], last["outputs"])
        self.first = self.causal = None
        if front:
            self.first = torch.nn.Linear(front[0]["inputs"], front[0]["outputs"])
            self.causal = torch.nn.Conv1d(front[1]["inputs"], front[1]["outputs"], 3, dilation=2)
        layers = [self.first, self.causal, self.gates, self.last]
        fill([parameter for layer in layers if layer for parameter in layer.parameters()], network.flat)
        self.input_rows = torch.tensor(network.inputs).view(network.rows, 1, 1).split(1)
        self.forget()

    def forget(self):
        self.memory = None
        self.past = self.first and torch.zeros(1, self.first.out_features, 4)

    def step(self, row):
        if self.first:
            seen = torch.cat([self.past, torch.tanh(self.first(row)).transpose(1, 2)], 2)
            self.past, row = seen[:, :, 1:], torch.tanh(self.causal(seen)).transpose(1, 2)
        hidden, self.memory = self.gates(row, self.memory)
        return self.last(hidden)

    def results(self):
        with torch.inference_mode():
            outputs = [self.step(row).item() for row in self.input_rows]
        self.forget()
        return outputs

    def inf1(self, count):
        step, rows = self.step, self.input_rows
        with torch.inference_mode():
            for i in range(count):
                step(rows[i & 31])

    def lat1(self, count):
        step, row = self.step, self.input_rows[0]
        with torch.inference_mode():
            for _ in range(count):
                row = step(row)


class Peer:
    def __init__(self, network):
        self.sizes = network.sizes
        modules = []
        if network.modules:
            for module in network.modules:
                modules += MODULES[module["kind"]](module)
                if module["activation"] in ACTIVATIONS:
                    modules.append(ACTIVATIONS[module["activation"]]())
            fill(torch.nn.Sequential(*modules).parameters(), network.flat)
            side = network.modules[0]["size"]
            self.prepare(network, modules, (network.rows, network.modules[0]["inputs"], side, side))
            return
        for (weight, bias), activation in zip(network.layers, network.activations):
            layer = torch.nn.Linear(len(weight) // len(bias), len(bias))
            with torch.no_grad():
                layer.weight.copy_(torch.tensor(weight).view_as(layer.weight))
                layer.bias.copy_(torch.tensor(bias))
            modules.append(layer)
            if activation in ACTIVATIONS:
                modules.append(ACTIVATIONS[activation]())
        self.prepare(network, modules, (network.rows, -1))

    def prepare(self, network, modules, shape):
        self.run = torch.nn.Sequential(*modules)
        targets = torch.tensor(network.targets).view(network.rows, -1)
        if network.squared:
            self.learner, self.loss = self.run, torch.nn.MSELoss()
        else:
            # The loss contains the sigmoid or softmax; the layers are shared.
            self.learner = torch.nn.Sequential(*modules[:-1])
            if network.sizes[-1] == 1:
                self.loss = torch.nn.BCEWithLogitsLoss()
            else:
                self.loss, targets = torch.nn.CrossEntropyLoss(), targets.argmax(dim=1)
        self.optimizer = torch.optim.SGD(self.run.parameters(), lr=network.learningRate)
        self.inputs, self.targets = torch.tensor(network.inputs).view(shape), targets
        self.input_rows, self.target_rows = self.inputs.split(1), targets.split(1)

    def results(self):
        with torch.inference_mode():
            outputs = self.run(self.inputs).flatten().tolist()
        self.train1(3)
        self.train32(3)
        return outputs + [value for parameter in self.run.parameters() for value in parameter.detach().flatten().tolist()]

    def inf1(self, count):
        run, rows = self.run, self.input_rows
        with torch.inference_mode():
            for i in range(count):
                run(rows[i & 31])

    def lat1(self, count):
        run = self.run
        with torch.inference_mode():
            row = self.input_rows[0].clone()
            for _ in range(count):
                row.view(-1)[0] = run(row)[0, 0]

    def inf32(self, count):
        run, inputs = self.run, self.inputs
        with torch.inference_mode():
            for _ in range(count):
                run(inputs)

    def train1(self, count):
        rows, targets = self.input_rows, self.target_rows
        for i in range(count):
            self.step(rows[i & 31], targets[i & 31])

    def train32(self, count):
        for _ in range(count):
            self.step(self.inputs, self.targets)

    def step(self, inputs, targets):
        self.optimizer.zero_grad(set_to_none=True)
        self.loss(self.learner(inputs), targets).backward()
        self.optimizer.step()


torch.set_num_threads(1)
peer_protocol.serve(lambda network: Stream(network) if network.stream else Peer(network))
