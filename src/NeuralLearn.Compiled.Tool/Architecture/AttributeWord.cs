using System.Reflection;

namespace NeuralLearn.Compiled.Tool.Architecture;

/// <summary>
/// An attribute as a word of an architecture. What it takes is read from the attribute's class, so that every layer, loss and optimizer
/// of the library can be written, each property by its name.
/// </summary>
internal sealed class AttributeWord
{
    private static readonly Dictionary<string, AttributeWord> ByKind = typeof(LayerAttribute).Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Attribute)) && type.Namespace == typeof(LayerAttribute).Namespace)
        .Select(type => new AttributeWord(type))
        .ToDictionary(word => word.Kind, StringComparer.Ordinal);

    /// <summary>Shorter words than the attributes' own.</summary>
    private static readonly Dictionary<string, string> Short = new(StringComparer.OrdinalIgnoreCase)
    {
        ["linear"] = "Dense",
        ["fc"] = "Dense",
        ["avgpool"] = "AvgPool2D",
        ["maxpool"] = "MaxPool2D",
        ["conv"] = "Conv2D",
        ["gap"] = "GlobalAvgPool",
        ["globalpool"] = "GlobalAvgPool",
        ["bn"] = "BatchNorm",
        ["mul"] = "Multiply",
        ["cat"] = "Concat",
        ["normalize"] = "Standardize",
        ["nll"] = "NegativeLogLikelihoodLoss",
        ["bce"] = "BinaryCrossEntropyLoss",
        ["bcelogits"] = "BinaryCrossEntropyWithLogitsLoss",
        ["bcewithlogits"] = "BinaryCrossEntropyWithLogitsLoss",
        ["mse"] = "MeanSquaredErrorLoss",
        ["halfmse"] = "HalfSquaredErrorLoss",
        ["mae"] = "MeanAbsoluteErrorLoss",
        ["l1"] = "MeanAbsoluteErrorLoss",
        ["kl"] = "KLDivergenceLoss",
        ["kldivergence"] = "KLDivergenceLoss",
    };

    private static readonly Dictionary<string, string> ShortProperties = new(StringComparer.OrdinalIgnoreCase)
    {
        ["lr"] = "LearningRate",
        ["pad"] = "Padding",
        ["ceil"] = "CeilMode",
        ["decay"] = "WeightDecay",
        ["clip"] = "ClipNorm",
        ["smoothing"] = "LabelSmoothing",
        ["ignore"] = "IgnoreLabel",
        ["eps"] = "Epsilon",
        ["scale"] = "LearningRateScale",
        ["mode"] = "PaddingMode",
        ["centred"] = "Centered",
    };

    private readonly Dictionary<string, PropertyInfo> _properties;

    private AttributeWord(Type type)
    {
        Type = type;
        Kind = type.Name[..^"Attribute".Length];
        _properties = type.GetProperties().Where(property => property.SetMethod is { IsPublic: true })
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        Constructor = [.. type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!.GetParameters()];
    }

    /// <summary>Words that begin a step, for messages.</summary>
    public static IEnumerable<string> Words => ByKind.Values.Where(word => word.CanBeWritten)
        .Select(word => (word.IsLoss ? word.Kind[..^"Loss".Length] : word.Kind).ToLowerInvariant())
        .Concat(Short.Keys).Order(StringComparer.Ordinal);

    public string Kind { get; }

    public Type Type { get; }

    /// <summary>What its constructor takes; of several the longest.</summary>
    public IReadOnlyList<ParameterInfo> Constructor { get; }

    public bool IsLoss => Type.IsSubclassOf(typeof(LossAttribute));

    public bool IsOptimizer => Type.IsSubclassOf(typeof(OptimizerAttribute));

    public bool IsLayer => Type.IsSubclassOf(typeof(LayerAttribute));

    /// <summary>A list of lengths or of names, as many as wanted.</summary>
    public bool TakesList => Constructor is [{ ParameterType.IsArray: true }];

    /// <summary>The real and whole numbers of the constructor, in order.</summary>
    public IReadOnlyList<ParameterInfo> Numbers => [.. Constructor.Where(parameter => parameter.ParameterType == typeof(int) || parameter.ParameterType == typeof(double))];

    /// <summary>A property that a number without a name sets, when the constructor has all of its own.</summary>
    public string? FurtherNumber => Type.IsSubclassOf(typeof(ConvolutionAttribute)) ? "Kernel"
        : IsOptimizer ? "LearningRate"
        : Kind switch { "HuberLoss" => "Delta", "SmoothL1Loss" => "Beta", _ => null };

    /// <summary>Names of its properties as they are written here.</summary>
    public IEnumerable<string> PropertyWords => _properties.Keys.Where(name => name is not ("Name" or "From")).Select(name => name.ToLowerInvariant());

    private bool CanBeWritten => IsLayer || IsLoss || IsOptimizer || Kind is "Input" or "Output" or "Classes";

    /// <summary>The attribute of that name, written as in C#.</summary>
    public static AttributeWord? Find(string kind) => ByKind.GetValueOrDefault(kind);

    /// <summary>The attribute that a word stands for, in any case.</summary>
    public static AttributeWord? Read(string word)
    {
        if (Short.TryGetValue(word, out var kind))
        {
            return ByKind[kind];
        }

        var found = ByKind.Values.FirstOrDefault(candidate => string.Equals(candidate.Kind, word, StringComparison.OrdinalIgnoreCase))
            ?? ByKind.Values.FirstOrDefault(candidate => candidate.IsLoss && string.Equals(candidate.Kind, word + "Loss", StringComparison.OrdinalIgnoreCase));
        return found is { CanBeWritten: true } ? found : null;
    }

    public PropertyInfo? Property(string word) =>
        _properties.GetValueOrDefault(ShortProperties.GetValueOrDefault(word, word)) ?? _properties.GetValueOrDefault(word);
}
