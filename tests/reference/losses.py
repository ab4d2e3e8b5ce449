"""Cases of one loss over a small dense network."""
import torch
import torch.nn.functional as F

from reference import Case, Numbers, Term

IGNORED = -100
CLASS_WEIGHTS = torch.tensor([1.0, 2.5, 0.25])
CLASS_WEIGHTS_TEXT = "ClassWeights = new double[] { 1, 2.5, 0.25 }"


def two_layers(last=None, hidden=torch.tanh):
    def forward(p, batch):
        x = hidden(F.linear(batch["Input"], p["dense1.weight"], p["dense1.bias"]))
        y = F.linear(x, p["dense2.weight"], p["dense2.bias"])
        return {"output": last(y) if last else y}
    return forward


def small(name, description, loss, fill, term, last=None, activation=None, outputs=3, rows=9, **options):
    """Input(4), Dense(5, Tanh), Dense(outputs): `fill(numbers, batch, rows)` adds what the loss compares with."""
    numbers = Numbers(name)
    parameters = {}
    numbers.dense(parameters, "dense1", 4, 5)
    numbers.dense(parameters, "dense2", 5, outputs)
    batch = {"Input": numbers.tensor(rows, 4, low=-1, high=1)}
    fill(numbers, batch, rows)
    network = ["Input(4)", "Dense(5, Activation.Tanh)", "Dense(%d%s)" % (outputs, ", " + activation if activation else ""), loss]
    return Case(name, description, network, parameters, batch, ["Input"], two_layers(last), [term], **options)


def label_weights(weights):
    """What the rows' labels count in the divisor."""
    def divisor(batch):
        labels = batch["Label"]
        counted = labels != IGNORED
        return (weights[labels.clamp(min=0)] * counted).sum()
    return divisor


def index_cross_entropy(weights=None, smoothing=0.0):
    table = torch.ones(3) if weights is None else weights
    term = Term(lambda y, b: F.cross_entropy(y, b["Label"], weight=weights, label_smoothing=smoothing, reduction="none"),
                divisor=label_weights(table))

    def whole(reduction):
        return lambda outputs, b: F.cross_entropy(
            outputs["output"], b["Label"], weight=weights, label_smoothing=smoothing, reduction=reduction)
    return term, whole


def labels(ignored=()):
    def fill(numbers, batch, rows):
        batch["Label"] = numbers.labels(rows, 3)
        for row in ignored:
            batch["Label"][row] = IGNORED
    return fill


def row_weights(fill, values):
    def both(numbers, batch, rows):
        fill(numbers, batch, rows)
        batch["RowWeights"] = torch.tensor(values)
    return both


def attribute(kind, *settings):
    settings = [setting for setting in settings if setting]
    return kind + ("(" + ", ".join(settings) + ")" if settings else "")


NEWER_COUNTS_MORE = [0.5, 0.75, 1.0, -0.5, 0.0, 1.25, 1.5, 2.0, 3.0]


def cross_entropy():
    for weighted in (False, True):
        for smoothing in (0.0, 0.1):
            for ignored in ((), (1, 4, 5)):
                term, whole = index_cross_entropy(CLASS_WEIGHTS if weighted else None, smoothing)
                parts = ["weights"] * weighted + ["smoothing"] * bool(smoothing) + ["ignored"] * bool(ignored)
                yield small(
                    "_".join(["cross_entropy"] + (parts or ["plain"])),
                    "Index targets; divided by the sum of the labels' class weights, ignored rows (label -100) counting 0.",
                    attribute("CrossEntropyLoss", weighted and CLASS_WEIGHTS_TEXT, smoothing and "LabelSmoothing = 0.1"),
                    labels(ignored), term, same_as=whole("mean"))
    term, whole = index_cross_entropy(CLASS_WEIGHTS, 0.1)
    yield small("cross_entropy_weights_smoothing_ignored_sum", "Reduction.Sum: nothing is divided.",
                attribute("CrossEntropyLoss", CLASS_WEIGHTS_TEXT, "LabelSmoothing = 0.1", "Reduction = Reduction.Sum"),
                labels((0, 8)), term, reduction="sum", same_as=whole("sum"))
    term, _ = index_cross_entropy()
    yield small("cross_entropy_all_ignored",
                "Every label ignored: loss 0, divisor 0 and no gradient by contract, where PyTorch's mean is NaN. Update takes no step.",
                "CrossEntropyLoss", labels(range(9)), term)
    term, _ = index_cross_entropy()
    yield small("cross_entropy_row_weights", "Row weights multiply losses and gradients; the divisor stays the number of rows.",
                "CrossEntropyLoss", row_weights(labels(), NEWER_COUNTS_MORE), term)
    term, _ = index_cross_entropy(CLASS_WEIGHTS)
    yield small("cross_entropy_weights_ignored_row_weights",
                "Row weights multiply the numerator only; the divisor is the sum of the labels' class weights.",
                attribute("CrossEntropyLoss", CLASS_WEIGHTS_TEXT), row_weights(labels((2, 7)), NEWER_COUNTS_MORE), term)
    yield from distributions()
    yield large_cross_entropy()


def distributions():
    def fill(numbers, batch, rows):
        batch["Target"] = numbers.distributions(rows, 3)
    for weights in (None, CLASS_WEIGHTS):
        for smoothing in (0.0, 0.1):
            def rows(y, b, weights=weights, smoothing=smoothing):
                return F.cross_entropy(y, b["Target"], weight=weights, label_smoothing=smoothing, reduction="none")

            def whole(o, b, weights=weights, smoothing=smoothing):
                return F.cross_entropy(o["output"], b["Target"], weight=weights, label_smoothing=smoothing)
            parts = ["weights"] * (weights is not None) + ["smoothing"] * bool(smoothing)
            yield small("_".join(["cross_entropy_distribution"] + (parts or ["plain"])), "Distributions as targets; divided by the rows.",
                        attribute("CrossEntropyLoss", weights is not None and CLASS_WEIGHTS_TEXT, smoothing and "LabelSmoothing = 0.1"),
                        fill, Term(rows), same_as=whole)


def large_cross_entropy():
    name = "cross_entropy_large"
    numbers = Numbers(name)
    parameters = {}
    numbers.dense(parameters, "dense1", 19, 21)
    numbers.dense(parameters, "dense2", 21, 17)
    weights = torch.tensor([0.5, 1, 2, 4] * 4 + [3.0])
    batch = {"Input": numbers.tensor(37, 19, low=-1, high=1), "Label": numbers.labels(37, 17),
             "RowWeights": numbers.tensor(37, low=0, high=2)}
    batch["Label"][5] = batch["Label"][36] = IGNORED
    term = Term(lambda y, b: F.cross_entropy(y, b["Label"], weight=weights, label_smoothing=0.1, reduction="none"),
                divisor=label_weights(weights))
    values = ", ".join("%g" % value for value in weights)
    return Case(name, "Everything at once at sizes that are no multiple of a vector.",
                ["Input(19)", "Dense(21, Activation.ReLU)", "Dense(17)",
                 attribute("CrossEntropyLoss", "ClassWeights = new double[] { %s }" % values, "LabelSmoothing = 0.1")],
                parameters, batch, ["Input"], two_layers(hidden=torch.relu), [term])


def log_likelihood():
    for weighted in (False, True):
        weights = CLASS_WEIGHTS if weighted else None
        yield small("nll_weights_ignored" if weighted else "nll_plain", "Log-probabilities in, index targets.",
                    attribute("NegativeLogLikelihoodLoss", weighted and CLASS_WEIGHTS_TEXT), labels((0, 3) if weighted else ()),
                    Term(lambda y, b, w=weights: F.nll_loss(y, b["Label"], weight=w, reduction="none"),
                         divisor=label_weights(CLASS_WEIGHTS if weighted else torch.ones(3))),
                    last=lambda y: torch.log_softmax(y, 1), activation="Activation.LogSoftmax",
                    same_as=lambda o, b, w=weights: F.nll_loss(o["output"], b["Label"], weight=w))

    def fill(numbers, batch, rows):
        batch["Target"] = numbers.distributions(rows, 3)
    yield small("kl_divergence", "Log-probabilities in, distributions as targets; mean over rows (batchmean).", "KLDivergenceLoss", fill,
                Term(lambda y, b: F.kl_div(y, b["Target"], reduction="none").sum(1)),
                last=lambda y: torch.log_softmax(y, 1), activation="Activation.LogSoftmax",
                same_as=lambda o, b: F.kl_div(o["output"], b["Target"], reduction="batchmean"))


def binary():
    weights = torch.tensor([2.0, 1.0, 0.5])
    constants = "OutputWeights = new double[] { 2, 1, 0.5 }"
    three = torch.tensor([3.0])

    def hard(numbers, batch, rows):
        batch["Target"] = numbers.bits(rows, 3)

    def soft(numbers, batch, rows):
        batch["Target"] = numbers.tensor(rows, 3, low=0, high=1)

    def logits(w, positive):
        options = {"weight": w, "pos_weight": positive}
        return (Term(lambda y, b: F.binary_cross_entropy_with_logits(y, b["Target"], reduction="none", **options).mean(1)),
                lambda o, b: F.binary_cross_entropy_with_logits(o["output"], b["Target"], **options))
    kind = "BinaryCrossEntropyWithLogitsLoss"
    for name, fill, w, positive, settings in (
            ("plain", hard, None, None, ()),
            ("positive_weight", hard, None, three, ("PositiveWeight = 3",)),
            ("output_weights", hard, weights, None, (constants,)),
            ("positive_weight_output_weights_soft", soft, weights, three, ("PositiveWeight = 3", constants))):
        term, whole = logits(w, positive)
        yield small("bce_logits_" + name, "Logits in; mean over the outputs of a row, then over rows.", attribute(kind, *settings),
                    fill, term, same_as=whole)
    term, _ = logits(weights, three)
    yield small("bce_logits_positive_weight_output_weights_row_weights", "Row weights besides.",
                attribute(kind, "PositiveWeight = 3", constants), row_weights(soft, NEWER_COUNTS_MORE), term)
    for name, fill, w in (("plain", hard, None), ("output_weights_soft", soft, weights)):
        yield small("bce_" + name, "Probabilities in.", attribute("BinaryCrossEntropyLoss", w is not None and constants), fill,
                    Term(lambda y, b, w=w: F.binary_cross_entropy(y, b["Target"], weight=w, reduction="none").mean(1)),
                    last=torch.sigmoid, activation="Activation.Sigmoid",
                    same_as=lambda o, b, w=w: F.binary_cross_entropy(o["output"], b["Target"], weight=w))


def hinge():
    def signs(numbers, batch, rows):
        batch["Target"] = 2 * numbers.bits(rows, 1) - 1
    yield small("hinge_one_output", "One output, t = -1 or 1: max(0, 1 - t*y).", "HingeLoss", signs,
                Term(lambda y, b: torch.relu(1 - b["Target"] * y).squeeze(1)), outputs=1)
    yield small("hinge_classes", "MultiMarginLoss with p = 1 and margin 1, divided by the outputs.", "HingeLoss", labels(),
                Term(lambda y, b: F.multi_margin_loss(y, b["Label"], reduction="none")),
                same_as=lambda o, b: F.multi_margin_loss(o["output"], b["Label"]))


def all_cases():
    yield from cross_entropy()
    yield from log_likelihood()
    yield from binary()
    yield from hinge()
