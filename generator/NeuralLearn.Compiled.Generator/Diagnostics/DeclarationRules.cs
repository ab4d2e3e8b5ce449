namespace NeuralLearn.Compiled.Generator.Diagnostics;

/// <summary>NLC0001 to NLC0999: the declaration as such.</summary>
internal static class DeclarationRules
{
    public static readonly Rule NotPartial = new("NLC0001", "A network's class must be partial",
        "The class '{0}' must be declared partial: the build adds Forward, Backward and the other members to it");

    public static readonly Rule UnsupportedType = new("NLC0002", "Only an ordinary class can be a network",
        "'{0}' is {1}; a network must be an ordinary, non-generic class");

    public static readonly Rule ContainingTypeUnsupported = new("NLC0003", "The types around a network must be partial and not generic",
        "'{0}', which contains the network '{1}', must be {2}");

    public static readonly Rule NoInput = new("NLC0004", "A network needs an input",
        "The network '{0}' has no [Input(...)]; put one above its first layer, for example [Input(4)]");

    public static readonly Rule SeveralInputs = new("NLC0005", "Two inputs without a name",
        "The network '{0}' has {1} [Input] lines without a name; name all but one, for example Name = \"speed\"");

    public static readonly Rule SpreadOverParts = new("NLC0006", "Layers stand on several parts of the class",
        "The layers of '{0}' stand on several partial declarations, so their order is not defined; move them all onto the one with [Network]");

    public static readonly Rule MemberTaken = new("NLC0007", "A member has a name that the build needs",
        "'{0}' already has a member named '{1}', which the build adds to every network; rename yours");

    public static readonly Rule SeveralLosses = new("NLC0008", "Two losses on one output",
        "[{0}] is a second loss on {1}; keep one, or give another output its own with Output = \"...\"");

    public static readonly Rule SeveralOptimizers = new("NLC0009", "Two optimizers",
        "The network '{0}' has {1} optimizers; keep one");

    public static readonly Rule OptimizerWithoutLoss = new("NLC0010", "An optimizer without a loss",
        "[{0}] has nothing to minimise: '{1}' declares no loss; add one, for example [CrossEntropyLoss] or [MeanSquaredErrorLoss], or remove the optimizer");

    public static readonly Rule ValueOutOfRange = new("NLC0011", "A value is out of range",
        "{0} of [{1}] is {2}; it must be {3}");

    public static readonly Rule LanguageTooOld = new("NLC0012", "The C# version is too old",
        "The emitted code needs C# 9 or later; the project uses C# {0}. Set <LangVersion>9</LangVersion> or newer");

    public static readonly Rule FrameworkTooOld = new("NLC0013", "The framework is too old",
        "The emitted code needs .NET 8 or later: the type System.Runtime.Intrinsics.Vector512 is missing from this project's framework");

    public static readonly Rule NoLayers = new("NLC0014", "A network needs a layer",
        "The network '{0}' has no layer below its input; add one, for example [Dense(8)]");

    public static readonly Rule LayerBeforeInput = new("NLC0015", "A layer stands above the input",
        "[{0}] stands above [Input]; attributes are read from top to bottom, so [Input] comes first");

    public static readonly Rule LayerAfterLoss = new("NLC0016", "A layer stands below the loss",
        "[{0}] stands below [{1}]; the loss acts on the last layer, so layers come before it");

    public static readonly Rule NotANetwork = new("NLC0017", "Layers without [Network]",
        "'{0}' has layer attributes but no [Network]; without it nothing is built");

    public static readonly Rule ForeignAttribute = new("NLC0018", "A look-alike attribute of another library",
        "[{0}] binds to '{1}', which is not this library's attribute, so it has no part in the network; write [NeuralLearn.Compiled.{0}(...)]");

    public static readonly Rule ClassNamedLikeMember = new("NLC0019", "The class is named like a member that the build adds",
        "The build adds a member named '{0}', and C# allows no member with the name of its class; rename the class");

    public static readonly Rule UnknownOutput = new("NLC0020", "No output has this name",
        "[{0}] speaks of the output '{1}', but {2}");

    public static readonly Rule OutputNotNamed = new("NLC0021", "Which output is meant",
        "[{0}] must say which of the outputs {1} it means: add Output = \"{2}\" or another of them");

    public static readonly Rule ReductionsDiffer = new("NLC0022", "Losses reduce in different ways",
        "[{0}] has Reduction.{1} and [{2}] Reduction.{3}; all losses of a network must have the same, as one step divides the sum of all their gradients");

    public static readonly Rule ListValueOutOfRange = new("NLC0023", "A value of a list is out of range",
        "{0} of [{1}] must be {2}");

    public static readonly Rule ClassesType = new("NLC0024", "This type cannot name classes",
        "typeof({0}) cannot name classes; it must be {1}");

    public static readonly Rule ClassesWithoutScores = new("NLC0025", "Classes of an output that has none",
        "The loss on {0} does not choose between classes, so there is nothing to name; remove [Classes] or use a loss such as [CrossEntropyLoss]");

    public static readonly Rule SeveralClasses = new("NLC0026", "Classes named twice",
        "The classes of {0} have names already; keep one [Classes], or give another output its own with Output = \"...\"");

    public static IReadOnlyList<Rule> All { get; } =
    [
        NotPartial, UnsupportedType, ContainingTypeUnsupported, NoInput, SeveralInputs, SpreadOverParts, MemberTaken, SeveralLosses,
        SeveralOptimizers, OptimizerWithoutLoss, ValueOutOfRange, LanguageTooOld, FrameworkTooOld, NoLayers, LayerBeforeInput,
        LayerAfterLoss, NotANetwork, ForeignAttribute, ClassNamedLikeMember, UnknownOutput, OutputNotNamed, ReductionsDiffer,
        ListValueOutOfRange, ClassesType, ClassesWithoutScores, SeveralClasses,
    ];
}
