"""Cases of several heads, several inputs, layers beside dense ones, and of optimizers."""
import torch
import torch.nn.functional as F

from losses import NEWER_COUNTS_MORE, small
from reference import Case, Numbers, Term

ROWS = 9


def dense(p, name, x):
    return F.linear(x, p[name + ".weight"], p[name + ".bias"])


def mean_squared(y, t):
    return F.mse_loss(y, t, reduction="none").mean(1)


def prelu():
    for channels in (False, True):
        name = "prelu_per_feature" if channels else "prelu_one_slope"
        numbers = Numbers(name)
        parameters = {}
        numbers.dense(parameters, "dense1", 5, 7)
        parameters["prelu1.weight"] = numbers.tensor(7 if channels else 1)
        numbers.dense(parameters, "dense2", 7, 3)
        batch = {"Input": numbers.tensor(ROWS, 5, low=-1, high=1), "Target": numbers.tensor(ROWS, 3, low=-1.5, high=1.5)}
        yield Case(name, "max(x, 0) + slope * min(x, 0), with " + ("a slope per feature." if channels else "one slope."),
                   ["Input(5)", "Dense(7)", "PReLU(Channels = true)" if channels else "PReLU", "Dense(3)", "MeanSquaredErrorLoss"],
                   parameters, batch, ["Input"],
                   lambda p, b: {"output": dense(p, "dense2", F.prelu(dense(p, "dense1", b["Input"]), p["prelu1.weight"]))},
                   [Term(lambda y, b: mean_squared(y, b["Target"]))])


CLASS_WEIGHTS = torch.tensor([1.0, 1.0, 4.0, 1.0, 0.5])
OUTPUT_WEIGHTS = torch.tensor([2.0, 1.0, 1.0])


def two_heads(name, description, row_weights=False, masked=False, **options):
    numbers = Numbers(name)
    parameters = {}
    numbers.dense(parameters, "dense1", 6, 8)
    numbers.dense(parameters, "dense2", 8, 5)
    numbers.dense(parameters, "dense3", 8, 3)
    batch = {"Input": numbers.tensor(ROWS, 6, low=-1, high=1), "MoveLabel": numbers.labels(ROWS, 5),
             "DriveTarget": numbers.tensor(ROWS, 3, low=-1.5, high=1.5)}
    if row_weights:
        batch["RowWeights"] = torch.tensor(NEWER_COUNTS_MORE)

    def forward(p, b):
        body = torch.relu(dense(p, "dense1", b["Input"]))
        return {"move": dense(p, "dense2", body), "drive": dense(p, "dense3", body)}
    terms = [
        Term(lambda y, b: F.cross_entropy(y, b["MoveLabel"], weight=CLASS_WEIGHTS, reduction="none"), "move"),
        Term(lambda y, b: (F.mse_loss(y, b["DriveTarget"], reduction="none") * OUTPUT_WEIGHTS).mean(1), "drive", 0.3)]
    network = ["Input(6)", "Dense(8, Activation.ReLU)", 'Dense(5), Output("move")', 'Dense(3, From = "dense1"), Output("drive")',
               'CrossEntropyLoss(Output = "move", ClassWeights = new double[] { 1, 1, 4, 1, 0.5 })',
               'MeanSquaredErrorLoss(Output = "drive", Weight = 0.3, OutputWeights = new double[] { 2, 1, 1 })']
    network += options.pop("more", [])
    return Case(name, description, network, parameters, batch, ["Input"], forward, terms, **options)


def heads():
    note = "With several losses every row counts 1: a class weight multiplies the row's loss and not the divisor."
    yield two_heads("two_heads", note)
    yield two_heads("two_heads_row_weights", note, row_weights=True)
    yield two_heads("two_heads_adamw", "The same batch three times.",
                    more=["AdamW(LearningRate = 0.01, WeightDecay = 0.01)"], steps=3,
                    optimizer=lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.01))
    name = "actor_critic"
    numbers = Numbers(name)
    parameters = {}
    numbers.dense(parameters, "body", 6, 8)
    numbers.dense(parameters, "dense2", 8, 5)
    numbers.dense(parameters, "dense3", 8, 1)
    batch = {"Input": numbers.tensor(ROWS, 6, low=-1, high=1), "PolicyGradient": numbers.tensor(ROWS, 5, low=-1, high=1),
             "ValueTarget": numbers.tensor(ROWS, 1, low=-2, high=2)}

    def forward(p, b):
        body = torch.tanh(dense(p, "body", b["Input"]))
        return {"policy": dense(p, "dense2", body), "value": dense(p, "dense3", body)}
    yield Case(name, "The policy's gradient comes from outside and counts nothing in the loss; the value head has Huber with weight 0.5.",
               ["Input(6)", 'Dense(8, Activation.Tanh, Name = "body")', 'Dense(5, From = "body"), Output("policy")',
                'Dense(1, From = "body"), Output("value")', 'ExternalLoss(Output = "policy")',
                'HuberLoss(Output = "value", Weight = 0.5)'],
               parameters, batch, ["Input"], forward,
               [Term(lambda y, b: (y * b["PolicyGradient"]).sum(1), "policy", counted=False),
                Term(lambda y, b: F.huber_loss(y, b["ValueTarget"], reduction="none").mean(1), "value", 0.5)])


def two_inputs():
    for illegal in (False, True):
        name = "two_inputs_illegal" if illegal else "two_inputs"
        numbers = Numbers(name)
        parameters = {}
        numbers.dense(parameters, "dense1", 6, 8)
        numbers.dense(parameters, "raw", 8, 5)
        batch = {"Board": numbers.tensor(ROWS, 6, low=-1, high=1), "Penalty": numbers.tensor(ROWS, 5),
                 "Label": numbers.labels(ROWS, 5)}
        if illegal:
            banned = numbers.bits(ROWS, 5)
            banned[torch.arange(ROWS), batch["Label"]] = 0
            batch["Penalty"] = -1e9 * banned
        yield Case(name, "Two inputs meet in Add." + (" Categorical.Illegal forbids some classes." if illegal else ""),
                   ['Input(6, Name = "board")', 'Input(5, Name = "penalty")', 'Dense(8, Activation.ReLU, From = "board")',
                    'Dense(5, Name = "raw")', 'Add("raw", "penalty")', "CrossEntropyLoss"],
                   parameters, batch, ["Board", "Penalty"],
                   lambda p, b: {"output": dense(p, "raw", torch.relu(dense(p, "dense1", b["Board"]))) + b["Penalty"]},
                   [Term(lambda y, b: F.cross_entropy(y, b["Label"], reduction="none"))],
                   same_as=lambda o, b: F.cross_entropy(o["output"], b["Label"]))


def autoencoder():
    name = "autoencoder"
    numbers = Numbers(name)
    parameters = {}
    numbers.dense(parameters, "dense1", 4, 3)
    numbers.dense(parameters, "dense2", 3, 4)
    buffers = {"scale.mean": numbers.tensor(4, low=-2, high=2), "scale.deviation": numbers.tensor(4, low=0.5, high=2)}
    batch = {"Input": numbers.tensor(ROWS, 4, low=-3, high=3)}

    def scale(x):
        return (x - buffers["scale.mean"]) / buffers["scale.deviation"]
    yield Case(name, "The target is the standardised input; no gradient goes through the target.",
               ["Input(4)", 'Standardize(Name = "scale")', "Dense(3, Activation.Tanh)", "Dense(4)",
                'MeanSquaredErrorLoss(Target = "scale")'],
               parameters, batch, ["Input"],
               lambda p, b: {"output": dense(p, "dense2", torch.tanh(dense(p, "dense1", scale(b["Input"]))))},
               [Term(lambda y, b: mean_squared(y, scale(b["Input"].detach())))], buffers=buffers)


def regression(numbers, batch, rows):
    batch["Target"] = numbers.tensor(rows, 3, low=-1.5, high=1.5)


def others():
    case = small("dropout_evaluation", "In evaluation dropout passes everything on: EvaluateBatch, no gradients.", "MeanSquaredErrorLoss",
                 regression, Term(lambda y, b: mean_squared(y, b["Target"])), evaluation=True)
    case.network.insert(2, "Dropout(0.5)")
    yield case
    case = small("sgd_momentum_frozen", "The first layer is frozen: its gradients read as 0. The same batch three times.",
                 "MeanSquaredErrorLoss", regression, Term(lambda y, b: mean_squared(y, b["Target"])),
                 frozen=("dense1.weight", "dense1.bias"), steps=3, optimizer=lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9))
    case.network[1] = "Dense(5, Activation.Tanh, Trainable = false)"
    case.network.append("Sgd(LearningRate = 0.1, Momentum = 0.9)")
    yield case


def all_cases():
    yield from prelu()
    yield from heads()
    yield from two_inputs()
    yield from autoencoder()
    yield from others()
