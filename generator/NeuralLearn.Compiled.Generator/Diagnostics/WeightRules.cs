namespace NeuralLearn.Compiled.Generator.Diagnostics;

/// <summary>NLC4001 to NLC4999: weights files that are baked in.</summary>
internal static class WeightRules
{
    public static readonly Rule NoFile = new("NLC4001", "The weights file is not there",
        "The project has no weights file '{0}'; {1}");

    public static readonly Rule Unreadable = new("NLC4002", "The weights file cannot be read",
        "'{0}' is no safetensors file that can be read: {1}");

    public static readonly Rule Missing = new("NLC4003", "The weights file lacks tensors",
        "'{0}' lacks {1} of the {2} tensors of {3}: {4}; {5}");

    public static readonly Rule Unknown = new("NLC4004", "The weights file has tensors that the network lacks",
        "'{0}' has {1} of its {2} tensors for no layer of {3}: {4}; {5}");

    public static readonly Rule OtherShape = new("NLC4005", "Tensors of another shape",
        "'{0}' has tensors of another shape than {1}: {2}; {3}");

    public static readonly Rule OtherType = new("NLC4006", "Tensors of another type",
        "'{0}' has tensors that are not F32: {1}; convert them before saving, in PyTorch with .float()");

    public static readonly Rule TooLarge = new("NLC4007", "Too many weights to be baked in",
        "'{0}' has {1} bytes of weights, but at most {2} can be baked in{3}");

    public static readonly Rule Ambiguous = new("NLC4008", "Several weights files of one name",
        "'{0}' can be any of {1}; write the path from the project");

    public static readonly Rule NothingToPlace = new("NLC4009", "A placement without baked weights at rest",
        "Placement says where baked weights lie that nobody changes, but {0}; leave it out{1}");

    public static IReadOnlyList<Rule> All { get; } = [NoFile, Unreadable, Missing, Unknown, OtherShape, OtherType, TooLarge, Ambiguous, NothingToPlace];
}
