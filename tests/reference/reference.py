"""What the cases are made of: numbers, tensors, batches, and the writer of the file.

A case is worked out by one rule, NeuralLearn.Compiled's contract, from PyTorch's own loss functions in double precision:

    row r's loss  = RowWeights[r] * sum over losses of Weight * (that loss of row r, not reduced over rows)
    divisor D     = rows; with a single loss over class indices: sum of the labels' class weights, ignored rows counting 0
    loss          = sum of the row losses / D, or the sum itself

Where PyTorch has the whole number as one call, `same_as` compares the two.
"""
import json
import random
import numpy
import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


class Numbers:
    """Random numbers of one case: a function of the case's name, so that a new case leaves the others."""

    def __init__(self, name):
        self._random = random.Random(name)

    def tensor(self, *shape, low=-0.5, high=0.5):
        """Uniform numbers of four decimals, each then rounded to the nearest 32-bit float."""
        count = int(numpy.prod(shape))
        values = [float(numpy.float32("%.4f" % self._random.uniform(low, high))) for _ in range(count)]
        return torch.tensor(values).reshape(shape)

    def labels(self, rows, classes):
        return torch.tensor([self._random.randrange(classes) for _ in range(rows)])

    def bits(self, *shape, chance=0.5):
        count = int(numpy.prod(shape))
        return torch.tensor([float(self._random.random() < chance) for _ in range(count)]).reshape(shape)

    def distributions(self, rows, classes):
        """Rows that sum to 1 exactly: whole 64ths."""
        result = torch.zeros(rows, classes)
        for row in range(rows):
            for _ in range(64):
                result[row, self._random.randrange(classes)] += 1 / 64
        return result

    def dense(self, parameters, name, inputs, outputs):
        parameters[name + ".weight"] = self.tensor(outputs, inputs)
        parameters[name + ".bias"] = self.tensor(outputs)


class Term:
    """One loss: `rows(output, batch)` gives each row's loss, not reduced over rows and without the row's weight.

    `divisor(batch)` is what the rows of this loss count, if it is not 1 each. `counted` is False for a loss of which only the gradient
    is known to the library (ExternalLoss).
    """

    def __init__(self, rows, output="output", weight=1.0, divisor=None, counted=True):
        self.rows, self.output, self.weight, self.divisor, self.counted = rows, output, weight, divisor, counted


class Case:
    """A network, a batch and what comes out."""

    def __init__(self, name, description, network, parameters, batch, inputs, forward, terms, buffers=None, reduction="mean",
                 frozen=(), evaluation=False, same_as=None, optimizer=None, steps=0):
        self.name, self.description, self.network = name, description, network
        self.parameters, self.batch, self.inputs, self.forward, self.terms = parameters, batch, inputs, forward, terms
        self.buffers, self.reduction, self.frozen, self.evaluation = buffers or {}, reduction, frozen, evaluation
        self.same_as, self.optimizer, self.steps = same_as, optimizer, steps

    def _gradients(self, move=0.0):
        """Gradients of parameters and inputs with every parameter off by this share of itself."""
        leaves = {name: (value * (1 + move)).requires_grad_() for name, value in self.parameters.items()}
        batch = {name: value.clone().requires_grad_(name in self.inputs) for name, value in self.batch.items()}
        rows = self._losses(leaves, batch)[1]
        return torch.autograd.grad(rows.sum(), list(leaves.values()) + [batch[name] for name in self.inputs])

    def _check_distance_from_kinks(self):
        """Rounding to 32 bits must not carry a value over a kink, where the gradient jumps."""
        for move in (-1e-6, 1e-6):
            for here, near in zip(self._gradients(), self._gradients(move)):
                assert torch.allclose(here, near, rtol=1e-4, atol=1e-4), self.name

    def _losses(self, parameters, batch):
        outputs = self.forward(parameters, batch)
        rows = batch[self.inputs[0]].shape[0]
        weights = batch.get("RowWeights", torch.ones(rows))
        counted, all_rows = torch.zeros(rows), torch.zeros(rows)
        for term in self.terms:
            row = term.weight * term.rows(outputs[term.output], batch)
            all_rows = all_rows + row
            counted = counted + (row if term.counted else 0)
        single = len(self.terms) == 1 and self.terms[0].divisor is not None
        divisor = float(self.terms[0].divisor(batch)) if single else float(rows)
        by = divisor if self.reduction == "mean" and divisor != 0 else 1.0
        return outputs, all_rows * weights, counted * weights, divisor, by

    def work_out(self):
        """The case as a dictionary, in the order in which it is written."""
        parameters = {name: value.clone().requires_grad_(name not in self.frozen) for name, value in self.parameters.items()}
        batch = {name: value.clone().requires_grad_(name in self.inputs) for name, value in self.batch.items()}
        outputs, rows, counted, divisor, by = self._losses(parameters, batch)
        loss = counted.sum() / by
        if self.same_as is not None:
            theirs = self.same_as(outputs, batch)
            assert torch.allclose(loss, theirs, rtol=1e-12, atol=0), (self.name, loss, theirs)
        result = {
            "name": self.name, "description": self.description, "network": self.network,
            "mode": "evaluation" if self.evaluation else "training", "reduction": self.reduction,
            "parameters": self.parameters, "buffers": self.buffers, "batch": self.batch,
            "loss": loss.item(), "divisor": divisor, "row_loss": counted.detach(), "outputs": outputs,
            "gradients": {}, "input_gradients": {}, "steps": []}
        if self.evaluation:
            return result
        self._check_distance_from_kinks()
        trained = [name for name in parameters if name not in self.frozen]
        gradients = torch.autograd.grad(rows.sum() / by, [parameters[name] for name in trained], retain_graph=True)
        result["gradients"] = {name: torch.zeros_like(value) for name, value in self.parameters.items()}
        result["gradients"].update(zip(trained, gradients))
        gradients = torch.autograd.grad(rows.sum(), [batch[name] for name in self.inputs])
        result["input_gradients"] = dict(zip(self.inputs, gradients))
        if self.steps:
            result["steps"] = self._train(parameters, trained)
        return result

    def _train(self, parameters, trained):
        """The same batch again and again: the loss before each step and the parameters after it."""
        optimizer = self.optimizer([parameters[name] for name in trained])
        taken = []
        for _ in range(self.steps):
            optimizer.zero_grad()
            _, rows, counted, _, by = self._losses(parameters, self.batch)
            (rows.sum() / by).backward()
            optimizer.step()
            after = {name: value.detach().clone() for name, value in parameters.items()}
            taken.append({"loss": (counted.sum() / by).item(), "parameters": after})
        return taken


def number(value, given):
    """Given numbers: the shortest decimals that give the same 32-bit float. Results: 9 significant digits."""
    value = float(value)
    if value == int(value) and abs(value) < 1e16:
        return str(int(value))
    return str(numpy.float32(value)) if given else "%.9g" % value


def text(value, indent="", given=True):
    """JSON with a tensor per line: {"shape": [...], "values": [...]}, row-major; labels too."""
    inner = indent + " "
    if isinstance(value, torch.Tensor):
        numbers = ",".join(number(x, given) for x in value.detach().reshape(-1).tolist())
        return '{"shape": [%s], "values": [%s]}' % (",".join(map(str, value.shape)), numbers)
    if isinstance(value, dict):
        lines = ["%s%s: %s" % (inner, text(key), text(item, inner, given and key not in RESULTS)) for key, item in value.items()]
        return "{\n" + ",\n".join(lines) + "\n" + indent + "}" if lines else "{}"
    if isinstance(value, list) and value and isinstance(value[0], str):
        return "[" + ", ".join(map(text, value)) + "]"
    if isinstance(value, list):
        lines = [inner + text(item, inner, given) for item in value]
        return "[\n" + ",\n".join(lines) + "\n" + indent + "]" if lines else "[]"
    if isinstance(value, str):
        return json.dumps(value)
    return number(value, given)


RESULTS = {"loss", "divisor", "row_loss", "outputs", "gradients", "input_gradients", "steps", "results"}


def write(path, what, cases):
    """Writes a file of cases, each name once."""
    names = [case["name"] for case in cases]
    assert len(set(names)) == len(names), "a name twice"
    made_by = "PyTorch %s, double precision, tests/reference/generate.py" % torch.__version__
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text({"made_by": made_by, "what": what, "cases": cases}) + "\n")
