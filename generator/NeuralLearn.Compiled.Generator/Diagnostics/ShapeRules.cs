namespace NeuralLearn.Compiled.Generator.Diagnostics;

/// <summary>NLC1001 to NLC1999: shapes and names.</summary>
internal static class ShapeRules
{
    public static readonly Rule AxesDoNotFit = new("NLC1001", "The layer does not take this shape",
        "{0} takes {1}, but {2} gives {3}; {4}");

    public static readonly Rule InputsDisagree = new("NLC1002", "The expected number of inputs is not what comes in",
        "{0} expects {1} inputs, but {2} gives {3}; write Inputs = {4} or leave it out");

    public static readonly Rule AmbiguousInput = new("NLC1003", "A rank-2 input must say what its axes mean",
        "[{2}({0}, {1})] has two axes; add Kind = InputKind.Signal for [channels, length] or Kind = InputKind.Sequence for [time, features]");

    public static readonly Rule KindDoesNotFit = new("NLC1004", "The input's kind does not fit its axes",
        "Kind = InputKind.{0} needs {2}, but {3} has {1}");

    public static readonly Rule DuplicateName = new("NLC1005", "Two lines have the same name",
        "The name '{0}' is already used by {1}; names must differ");

    public static readonly Rule InvalidName = new("NLC1006", "Not a usable name",
        "'{0}' cannot be a name: {1}");

    public static readonly Rule LossDoesNotFit = new("NLC1007", "The loss does not fit the output",
        "{0} {1}, but {2} gives {3}; {4}");

    public static readonly Rule TooLarge = new("NLC1008", "The layer is too large",
        "{0} would have {1}, more than the {2} that one network can hold");

    public static readonly Rule UnknownName = new("NLC1009", "No layer above has this name",
        "{0} reads '{1}', but no line above has that name; there are {2}");

    public static readonly Rule ShapesDiffer = new("NLC1010", "Merged shapes differ",
        "{0} needs equal shapes, but {1} gives {2} and {3} gives {4}; make them equal with a [Dense(...)] on one branch");

    public static readonly Rule TooFewNames = new("NLC1011", "A merge of fewer than two results",
        "{0} merges {1}; name two or more, for example [{2}(\"a\", \"b\")]");

    public static readonly Rule UnusedBranch = new("NLC1012", "A branch that leads nowhere",
        "Nothing below reads {0}, so it would have no effect; read it with From = \"{1}\" or a merge, {2}remove it");

    public static readonly Rule CountDiffers = new("NLC1013", "As many values as the output has",
        "{0} of [{1}] lists {2}, but {3} has {4} outputs; there must be one for each");

    public static readonly Rule ReadsInputsOnly = new("NLC1014", "The layer reads an input only",
        "{0} is measured on the data as it comes in, so it reads an input, not {1}; move it right below [Input] or add From = \"{2}\"");

    public static readonly Rule TargetDiffers = new("NLC1015", "The target has another shape than the output",
        "{0} compares {1}, which gives {2}, with '{3}', which is {4}; make them equal");

    public static readonly Rule SoftmaxBeforeLikelihood = new("NLC1016", "Probabilities where their logarithms are needed",
        "[{0}] takes logarithms of probabilities, but {1} gives probabilities; use [LogSoftmax] in its place, or [CrossEntropyLoss] without it");

    public static readonly Rule NoWindow = new("NLC1017", "The window has no size",
        "{0} does not say how large its {1} is; add {2}");

    public static readonly Rule WindowTooLarge = new("NLC1018", "The window is larger than its input",
        "{0} has a window of {1} along the {2}, but {3} gives {4}, where there are {5}; {6}");

    public static readonly Rule GroupsDoNotDivide = new("NLC1019", "The groups do not divide the channels",
        "{0} has {1} groups, but {2} gives {3} {4} and {5} channels come out; both must be divisible by the groups: {6}");

    public static readonly Rule PaddingModeDoesNotFit = new("NLC1020", "The padding mode does not fit",
        "{0} cannot pad by PaddingMode.{1}: {2}");

    public static readonly Rule ReshapeDisagrees = new("NLC1021", "The new shape holds another number of values",
        "{0} makes {1}, which holds {2}, but {3} gives {4}, which holds {5}; make both numbers equal, or write -1 for one length to have it worked out");

    public static readonly Rule ExpectDisagrees = new("NLC1022", "The shape is not the expected one",
        "{0} expects {1}, but {2} gives {3}; change what stands above, or write [Expect({4})]");

    public static readonly Rule TooManyAxes = new("NLC1023", "A shape has one to three axes",
        "{0} lists {1} lengths; write one for a vector, two for a signal or a sequence, three for an image");

    public static readonly Rule ConcatDiffers = new("NLC1024", "Shapes that cannot be put together",
        "{0} joins features or channels, so all other axes must be equal, but {1} gives {2} and {3} gives {4}; bring both to one shape, for example with [Flatten]");

    public static IReadOnlyList<Rule> All { get; } =
    [
        AxesDoNotFit, InputsDisagree, AmbiguousInput, KindDoesNotFit, DuplicateName, InvalidName, LossDoesNotFit, TooLarge, UnknownName,
        ShapesDiffer, TooFewNames, UnusedBranch, CountDiffers, ReadsInputsOnly, TargetDiffers, SoftmaxBeforeLikelihood,
        NoWindow, WindowTooLarge, GroupsDoNotDivide, PaddingModeDoesNotFit, ReshapeDisagrees, ExpectDisagrees, TooManyAxes,
        ConcatDiffers,
    ];
}
