using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>NLC4001 to NLC4009: weights files that are not there, cannot be read or do not fit.</summary>
internal static class WeightSamples
{
    private static readonly WeightsFile Fitting = new("iris.safetensors", "F32 [3, 4] dense1.weight", "F32 [3] dense1.bias");

    public static IEnumerable<RuleSample> All =>
    [
        Of("NoWeightsFileAtAll", "{|NLC4001:\"iris.safetensors\"|}", [],
            "The project has no weights file 'iris.safetensors'; it has none at all: put the file beside the project's sources, or list it as <NeuralLearnWeights Include=\"...\" />"),
        Of("NoWeightsFileOfThatName", "{|NLC4001:\"models/iris.safetensors\"|}", [new("b.safetensors", "F32 [1] w"), Fitting],
            "The project has no weights file 'models/iris.safetensors'; it has 'b.safetensors', 'iris.safetensors': write one of these, or list the file as <NeuralLearnWeights Include=\"...\" />"),
        Of("EmptyWeightsName", "{|NLC4001:\"\"|}", [Fitting],
            "The project has no weights file ''; it has 'iris.safetensors': write one of these, or list the file as <NeuralLearnWeights Include=\"...\" />"),
        Of("UnreadableWeights", "{|NLC4002:\"iris.safetensors\"|}", [new("iris.safetensors", "cut")],
            "'iris.safetensors' is no safetensors file that can be read: The file has 5 bytes; a safetensors file begins with 8 bytes that give the length of its header"),
        Of("MissingTensors", "{|NLC4003:\"iris.safetensors\"|}", [new("iris.safetensors", "F32 [3] dense1.bias")],
            "'iris.safetensors' lacks 1 of the 2 tensors of Net: dense1.weight [3, 4]; save the weights of this network, or change the layers"),
        Of("UnknownTensors", "{|NLC4004:\"iris.safetensors\"|}", [new("iris.safetensors", [.. Fitting.Lines, "F32 [2, 3] dense2.weight", "I64 [] scale", "I64 [] bn1.num_batches_tracked"])],
            "'iris.safetensors' has 2 of its 5 tensors for no layer of Net: dense2.weight [2, 3], scale []; add their layers, or leave them out of the file"),
        Of("TensorsOfHostileNames", "{|NLC4004:\"iris.safetensors\"|}", [new("iris.safetensors", [.. Fitting.Lines, "F32 [1] a\rerror CS0001: \u2028\u202e", "F32 [1] " + new string('b', 300)])],
            "'iris.safetensors' has 2 of its 4 tensors for no layer of Net: a\\u000Derror CS0001: \\u2028\\u202E [1], " + new string('b', 200) + "... (300 characters) [1]; add their layers, or leave them out of the file"),
        Of("OtherNames", "{|NLC4003:{|NLC4004:\"iris.safetensors\"|}|}", [new("iris.safetensors", "F32 [3, 4] net.head.weight", "F32 [3] net.head.bias")],
            "'iris.safetensors' lacks 2 of the 2 tensors of Net: dense1.weight [3, 4], dense1.bias [3]; for dense1 write Name = \"net.head\", whose weight has that shape",
            "'iris.safetensors' has 2 of its 2 tensors for no layer of Net: net.head.weight [3, 4], net.head.bias [3]; give a layer the name that stands in front of the last dot"),
        Of("OtherShapes", "{|NLC4005:\"iris.safetensors\"|}", [new("iris.safetensors", "F32 [2, 4] dense1.weight", "F32 [2] dense1.bias")],
            "'iris.safetensors' has tensors of another shape than Net: dense1.weight is [3, 4] in the class and [2, 4] in the file, dense1.bias is [3] in the class and [2] in the file; change the layers, or save the weights of this network"),
        Of("TransposedWeights", "{|NLC4005:\"iris.safetensors\"|}", [new("iris.safetensors", "F32 [4, 3] dense1.weight", "F32 [3] dense1.bias")],
            "'iris.safetensors' has tensors of another shape than Net: dense1.weight is [3, 4] in the class and [4, 3] in the file; the same axes in another order are transposed, as Keras stores them: transpose before saving"),
        Of("OtherTypes", "{|NLC4006:\"iris.safetensors\"|}", [new("iris.safetensors", "F64 [3, 4] dense1.weight", "BF16 [3] dense1.bias")],
            "'iris.safetensors' has tensors that are not F32: dense1.weight is F64, dense1.bias is BF16; convert them before saving, in PyTorch with .float()"),
        Of("SeveralFilesOfOneName", "{|NLC4008:\"iris.safetensors\"|}", [Fitting with { Name = "old/iris.safetensors" }, Fitting with { Name = "new/iris.safetensors" }],
            "'iris.safetensors' can be any of 'new/iris.safetensors', 'old/iris.safetensors'; write the path from the project"),
        new("PlacementOfNothing", Emission.Skeleton, "[Network(Placement = {|NLC4009:Placement.Shared|}), Input(4), Dense(3)] public partial class Net { }",
            "Placement says where baked weights lie that nobody changes, but Net names no Weights; leave it out or name a weights file"),
        new("PlacementOfALearner", Emission.Skeleton, "[Network(Weights = \"iris.safetensors\", Placement = {|NLC4009:Placement.PerInstance|}), Input(4), Dense(3), CrossEntropyLoss] public partial class Net { }",
            "Placement says where baked weights lie that nobody changes, but Net learns, and has a copy of its own; leave it out")
        {
            Weights = [Fitting],
        },
        new("UndefinedPlacement", Emission.Skeleton, "[Network(Weights = \"iris.safetensors\", Placement = {|NLC0011:(Placement)7|}), Input(4), Dense(3)] public partial class Net { }",
            "Placement of [Network] is 7; it must be a member of the enumeration Placement")
        {
            Weights = [Fitting],
        },
        new("WeightsTooLarge", Emission.Skeleton, "[Network(Weights = {|NLC4007:\"wide.safetensors\"|}), Input(2000), Dense(2000)] public partial class Net { }",
            "'wide.safetensors' has 16008000 bytes of weights, but at most 15728640 can be baked into one assembly; leave Weights out and call Load at run time")
        {
            Weights = [new("wide.safetensors", "F32 [2000, 2000] dense1.weight", "F32 [2000] dense1.bias")],
        },
        new("WeightsTooLargeInPlace", Emission.Skeleton, "[Network(Weights = {|NLC4007:\"wide.safetensors\"|}, Placement = Placement.InPlace), Input(1048), Dense(1024)] public partial class Net { }",
            "'wide.safetensors' has 4296704 bytes of weights, but at most 4194304 can be baked in to be read in place; leave Placement out")
        {
            Weights = [new("wide.safetensors", "F32 [1024, 1048] dense1.weight", "F32 [1024] dense1.bias")],
        },
    ];

    private static RuleSample Of(string name, string marked, WeightsFile[] weights, params string[] messages) =>
        new(name, Emission.Skeleton, "[Network(Weights = " + marked + "), Input(4), Dense(3)] public partial class Net { }", messages) { Weights = weights };
}
