"""Cases of the losses that compare each output with its target: weights of rows and outputs, and `Selected`."""
import torch
import torch.nn.functional as F

from losses import NEWER_COUNTS_MORE, attribute, small, two_layers
from reference import Case, Numbers, Term

# Deltas below 1 so that both branches occur.
ELEMENTS = {
    "mse": ("MeanSquaredErrorLoss", (), lambda y, t: F.mse_loss(y, t, reduction="none")),
    "mae": ("MeanAbsoluteErrorLoss", (), lambda y, t: F.l1_loss(y, t, reduction="none")),
    "huber": ("HuberLoss", ("Delta = 0.5",), lambda y, t: F.huber_loss(y, t, delta=0.5, reduction="none")),
    "smooth_l1": ("SmoothL1Loss", ("Beta = 0.5",), lambda y, t: F.smooth_l1_loss(y, t, beta=0.5, reduction="none")),
}
CONSTANTS = torch.tensor([2.0, 1.0, 0.5])
CONSTANTS_TEXT = "OutputWeights = new double[] { 2, 1, 0.5 }"


def fill(rows_weighted=False, outputs_weighted=None, selected=False):
    """`outputs_weighted`: None, "mask" (0 or 1) or "weights" (any)."""
    def add(numbers, batch, rows):
        if selected:
            batch["Target"] = numbers.tensor(rows, low=-1.5, high=1.5)
            batch["Selected"] = numbers.labels(rows, 3)
        else:
            batch["Target"] = numbers.tensor(rows, 3, low=-1.5, high=1.5)
        if rows_weighted:
            batch["RowWeights"] = torch.tensor(NEWER_COUNTS_MORE)
        if outputs_weighted == "mask":
            batch["OutputWeights"] = numbers.bits(rows, 3)
            batch["OutputWeights"][4] = 0
        elif outputs_weighted:
            batch["OutputWeights"] = numbers.tensor(rows, 3, low=0, high=2)
    return add


def term(element, constants=None, whole=lambda x: x.mean(1)):
    def rows(y, b):
        if "Selected" in b:
            return element(y.gather(1, b["Selected"].unsqueeze(1)).squeeze(1), b["Target"])
        loss = element(y, b["Target"])
        if constants is not None:
            loss = loss * constants
        return whole(loss * b.get("OutputWeights", torch.ones(())))
    return Term(rows)


def elementwise():
    note = "A row's loss is the mean over its 3 outputs, whatever their weights."
    for key, (kind, settings, element) in ELEMENTS.items():
        if key in ("mse", "huber"):
            yield small(key + "_plain", note, attribute(kind, *settings), fill(), term(element),
                        same_as=lambda o, b, element=element: element(o["output"], b["Target"]).mean())
        yield small(key + "_row_weights", "One row weight is negative, one 0.", attribute(kind, *settings), fill(True), term(element))
        if key in ("mse", "mae"):
            yield small(key + "_mask", note + " Row 4 is masked altogether.", attribute(kind, *settings), fill(False, "mask"),
                        term(element))
        if key in ("mse", "huber"):
            yield small(key + "_constant_output_weights", note, attribute(kind, *settings, CONSTANTS_TEXT), fill(),
                        term(element, CONSTANTS))
        yield small(key + "_all_weights", "Row weights, output weights of each row and constant ones multiply.",
                    attribute(kind, *settings, CONSTANTS_TEXT), fill(True, "weights"), term(element, CONSTANTS))


def half_squared():
    def half(y, t):
        return 0.5 * (y - t) ** 2

    def added(x):
        return x.sum(1)
    kind = "HalfSquaredErrorLoss"
    yield small("half_squared_plain", "Half the sum over outputs, mean over rows.", kind, fill(), term(half, whole=added))
    yield small("half_squared_row_weights_mask", "Half the sum over outputs, mean over rows.", kind, fill(True, "mask"),
                term(half, whole=added))
    yield small("half_squared_all_weights", "Half the sum over outputs, mean over rows.", attribute(kind, CONSTANTS_TEXT),
                fill(True, "weights"), term(half, CONSTANTS, whole=added))
    yield small("half_squared_sum", "Reduction.Sum: summed over rows.", attribute(kind, "Reduction = Reduction.Sum"), fill(),
                term(half, whole=added), reduction="sum")


def sums():
    element = ELEMENTS["mse"][2]
    note = "Reduction.Sum: added up over outputs and rows, as in PyTorch."
    settings = "Reduction = Reduction.Sum"
    yield small("mse_sum", note, attribute("MeanSquaredErrorLoss", settings), fill(), term(element, whole=lambda x: x.sum(1)),
                reduction="sum", same_as=lambda o, b: F.mse_loss(o["output"], b["Target"], reduction="sum"))
    yield small("mse_sum_all_weights", note, attribute("MeanSquaredErrorLoss", settings, CONSTANTS_TEXT), fill(True, "weights"),
                term(element, CONSTANTS, whole=lambda x: x.sum(1)), reduction="sum")


def selected():
    note = "Only output Selected[r] of row r is trained: the row's loss is that element."
    for key in ("huber", "mse"):
        kind, settings, element = ELEMENTS[key]
        yield small(key + "_selected", note, attribute(kind, *settings), fill(selected=True), term(element),
                    same_as=lambda o, b, element=element: element(o["output"].gather(1, b["Selected"].unsqueeze(1))[:, 0],
                                                                  b["Target"]).mean())
        yield small(key + "_selected_row_weights", note, attribute(kind, *settings), fill(True, selected=True), term(element))
    name = "huber_selected_large"
    numbers = Numbers(name)
    parameters = {}
    numbers.dense(parameters, "dense1", 19, 21)
    numbers.dense(parameters, "dense2", 21, 17)
    batch = {"Input": numbers.tensor(13, 19, low=-1, high=1), "Target": numbers.tensor(13, low=-2, high=2),
             "Selected": numbers.labels(13, 17)}
    yield Case(name, "Q-learning at sizes that are no multiple of a vector; Huber with its default delta of 1.",
               ["Input(19)", "Dense(21, Activation.ReLU)", "Dense(17)", "HuberLoss"], parameters, batch, ["Input"],
               two_layers(hidden=torch.relu), [term(lambda y, t: F.huber_loss(y, t, reduction="none"))])


def all_cases():
    yield from elementwise()
    yield from half_squared()
    yield from sums()
    yield from selected()
