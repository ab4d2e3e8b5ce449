namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>Several inputs, outputs and losses, names of classes, and the advice about them.</summary>
internal static class PortSamples
{
    /// <summary>Two outputs, 'move' of 3 scores and 'value' of 1 number; losses come behind it.</summary>
    private const string TwoOutputs = "Input(4), Dense(8, Name = \"body\"), Dense(3), Output(\"move\"), Dense(1, From = \"body\"), Output(\"value\"), ";

    public static IEnumerable<RuleSample> All => [.. Names, .. Outputs, .. Classes, .. Lists, .. Advice];

    private static IEnumerable<RuleSample> Names =>
    [
        Of("ThreeInputsTwoWithoutAName", "Input(4, Name = \"a\"), Input(5), {|NLC0005:Input(6)|}, Concat(\"a\", \"input\"), Dense(2)",
            "The network 'Net' has 2 [Input] lines without a name; name all but one, for example Name = \"speed\""),
        Of("InputsOfOneName", "Input(4, Name = \"a\"), Input(4, Name = {|NLC1005:\"a\"|}), Add(\"a\", \"a\"), Dense(2)",
            "The name 'a' is already used by another [Input]; names must differ"),
        Of("LayerNamedLikeAnInput", "Input(4, Name = \"board\"), Dense(2, Name = {|NLC1005:\"board\"|})", "The name 'board' is already used by an [Input]; names must differ"),
        Of("OutputsOfOneName", "Input(4), Dense(3, Name = \"body\"), Output(\"a\"), Dense(2), Output({|NLC1005:\"a\"|})",
            "The name 'a' is already used by another [Output]; names must differ"),
        Of("NameOfAnInput", "Input(4, Name = {|NLC1006:\"a b\"|}), Dense(2)", "'a b' cannot be a name: use letters, digits, '_', '-' and '.' only"),
        Of("NameOfAnOutput", "Input(4), Dense(2), Output({|NLC1006:\"\"|})", "'' cannot be a name: it is empty"),
        Of("InputNotNamedInput", "Input(4, Name = \"board\"), Input(4, Name = \"penalty\"), Dense(4, From = \"board\"), Add({|NLC1009:\"input\"|}, \"penalty\")",
            "add1 [Add] reads 'input', but no line above has that name; there are 'board', 'penalty', 'dense1'"),
        Of("UnknownFromOfAnOutput", "Input(4), Dense(2), Output(\"a\", From = {|NLC1009:\"dense2\"|})", "[Output] reads 'dense2', but no line above has that name; there are 'input', 'dense1'"),
        Of("UnusedInput", "Input(4), {|NLC1012:Input(2, Name = \"speed\")|}, Dense(2, From = \"input\")",
            "Nothing below reads the input 'speed', so it would have no effect; read it with From = \"speed\" or a merge, or remove it"),
        Of("LastLayerIsNoOutput", "Input(4), Dense(8), Output(\"features\"), {|NLC1012:Dense(2)|}",
            "Nothing below reads dense2 [Dense], so it would have no effect; read it with From = \"dense2\" or a merge, make it an output with [Output(\"...\")], or remove it"),
        Of("OutputAboveTheInput", "{|NLC0015:Output(\"a\")|}, Input(4), Dense(2)", "[Output] stands above [Input]; attributes are read from top to bottom, so [Input] comes first"),
        Of("StandardizeBehindALayer", "Input(4), Dense(4, Activation.Tanh), {|NLC1014:Standardize|}, Dense(2)",
            "standardize1 [Standardize] is measured on the data as it comes in, so it reads an input, not dense1 [Dense]; move it right below [Input] or add From = \"input\""),
        Of("StandardizeFromALayer", "Input(4, Name = \"board\"), Dense(4, Name = \"body\"), Standardize(From = {|NLC1014:\"body\"|}), Dense(2)",
            "standardize1 [Standardize] is measured on the data as it comes in, so it reads an input, not body [Dense]; move it right below [Input] or add From = \"board\""),
        Of("StandardizeOfIndices", "Input(3, Kind = InputKind.Indices), {|NLC1001:Standardize|}",
            "standardize1 [Standardize] takes numbers to calculate with, but the input gives indices [3]; put an [Embedding(count, size)] before it"),
        new("LookAlikeOutput", Emission.Network,
            "namespace App { [NeuralLearn.Compiled.Network, NeuralLearn.Compiled.Input(4), NeuralLearn.Compiled.Dense(2), {|NLC0018:Output(\"a\")|}] public partial class Net { } }\n"
            + "namespace App { public sealed class OutputAttribute : System.Attribute { public OutputAttribute(string name) { } } }",
            "[Output] binds to 'App.OutputAttribute', which is not this library's attribute, so it has no part in the network; write [NeuralLearn.Compiled.Output(...)]"),
    ];

    private static IEnumerable<RuleSample> Outputs =>
    [
        Of("SecondLossOnANamedOutput", TwoOutputs + "CrossEntropyLoss(Output = \"move\"), {|NLC0008:MeanSquaredErrorLoss(Output = \"move\")|}, HuberLoss(Output = \"value\")",
            "[MeanSquaredErrorLoss] is a second loss on 'move'; keep one, or give another output its own with Output = \"...\""),
        Of("UnknownOutput", TwoOutputs + "CrossEntropyLoss(Output = {|NLC0020:\"Move\"|}), HuberLoss(Output = \"value\")", "[CrossEntropyLoss] speaks of the output 'Move', but there are 'move', 'value'"),
        Of("OutputOfANetworkWithoutNames", "Input(4), Dense(2), CrossEntropyLoss(Output = {|NLC0020:\"move\"|})",
            "[CrossEntropyLoss] speaks of the output 'move', but there is none with a name; add [Output(\"move\")] below the layer that it is"),
        Of("LossWithoutOutput", TwoOutputs + "{|NLC0021:CrossEntropyLoss|}, HuberLoss(Output = \"value\")",
            "[CrossEntropyLoss] must say which of the outputs 'move', 'value' it means: add Output = \"move\" or another of them"),
        Of("OnlyLossWithoutOutput", TwoOutputs + "{|NLC0021:CrossEntropyLoss|}",
            "[CrossEntropyLoss] must say which of the outputs 'move', 'value' it means: add Output = \"move\" or another of them"),
        Of("ReductionsDiffer", TwoOutputs + "CrossEntropyLoss(Output = \"move\"), HuberLoss(Output = \"value\", Reduction = {|NLC0022:Reduction.Sum|})",
            "[HuberLoss] has Reduction.Sum and [CrossEntropyLoss] Reduction.Mean; all losses of a network must have the same, as one step divides the sum of all their gradients"),
        Of("ReductionLeftOut", TwoOutputs + "CrossEntropyLoss(Output = \"move\", Reduction = Reduction.Sum), {|NLC0022:HuberLoss(Output = \"value\")|}",
            "[HuberLoss] has Reduction.Mean and [CrossEntropyLoss] Reduction.Sum; all losses of a network must have the same, as one step divides the sum of all their gradients"),
        Of("UnknownTarget", "Input(4), Dense(4), MeanSquaredErrorLoss(Target = {|NLC1009:\"scale\"|})",
            "[MeanSquaredErrorLoss] reads 'scale', but no line above has that name; there are 'input', 'dense1'"),
        Of("TargetOfAnotherShape", "Input(16), Dense(8), MeanSquaredErrorLoss(Target = {|NLC1015:\"input\"|})",
            "[MeanSquaredErrorLoss] compares dense1 [Dense], which gives a vector [8], with 'input', which is a vector [16]; make them equal"),
    ];

    private static IEnumerable<RuleSample> Classes =>
    [
        Of("ClassesWithoutOutput", TwoOutputs + "{|NLC0021:Classes(\"a\", \"b\", \"c\")|}",
            "[Classes] must say which of the outputs 'move', 'value' it means: add Output = \"move\" or another of them"),
        Of("ClassesOfAnUnknownOutput", "Input(4), Dense(2), CrossEntropyLoss, Classes(\"a\", \"b\", Output = {|NLC0020:\"move\"|})",
            "[Classes] speaks of the output 'move', but there is none with a name; add [Output(\"move\")] below the layer that it is"),
        Of("EqualNamesOfClasses", "Input(4), Dense(2), {|NLC0023:Classes(\"a\", \"a\")|}, CrossEntropyLoss", "Names of [Classes] must be different names, none of them empty"),
        Of("EmptyNameOfAClass", "Input(4), Dense(2), {|NLC0023:Classes(\"a\", \"\")|}, CrossEntropyLoss", "Names of [Classes] must be different names, none of them empty"),
        Types("Gap", "public enum Kind { A, B = 2 }"),
        Types("Bytes", "public enum Kind : byte { A, B }"),
        Types("TwoOfOneValue", "public enum Kind { A, B, C = 1 }"),
        Types("NoMembers", "public enum Kind { }"),
        Types("NoEnumeration", "public class Kind { }"),
        Of("TypeThatIsNull", "Input(4), Dense(2), Classes({|NLC0024:(System.Type)null!|}), CrossEntropyLoss",
            "typeof(null) cannot name classes; it must be an enumeration of int whose members have the values 0, 1, 2, … without a gap"),
        Of("TypeOfAnArray", "Input(4), Dense(2), Classes({|NLC0024:typeof(int[])|}), CrossEntropyLoss",
            "typeof(int[]) cannot name classes; it must be an enumeration of int whose members have the values 0, 1, 2, … without a gap"),
        new("HiddenEnumeration", Emission.Skeleton, "[Network, Input(4), Dense(2), Classes({|NLC0024:typeof(Kind)|}), CrossEntropyLoss] public partial class Net { }\ninternal enum Kind { A, B }",
            "typeof(Kind) cannot name classes; it must be as accessible as the network, whose members take and return it"),
        new("PrivateEnumeration", Emission.Skeleton, "[Network, Input(4), Dense(2), Classes({|NLC0024:typeof(Kind)|}), CrossEntropyLoss] public partial class Net { private enum Kind { A, B } }",
            "typeof(Net.Kind) cannot name classes; it must be as accessible as the network, whose members take and return it"),
        new("FileLocalEnumeration", Emission.Skeleton, "[Network, Input(4), Dense(2), Classes({|NLC0024:typeof(Kind)|}), CrossEntropyLoss] public partial class Net { }\nfile enum Kind { A, B }",
            "typeof(Kind) cannot name classes; it must be as accessible as the network, whose members take and return it"),
        Of("ClassesOfValues", "Input(4), Dense(2), {|NLC0025:Classes(\"a\", \"b\")|}, MeanSquaredErrorLoss",
            "The loss on dense1 [Dense] does not choose between classes, so there is nothing to name; remove [Classes] or use a loss such as [CrossEntropyLoss]"),
        Of("ClassesOfANamedOutputOfValues", TwoOutputs + "CrossEntropyLoss(Output = \"move\"), HuberLoss(Output = \"value\"), {|NLC0025:Classes(\"a\", Output = \"value\")|}",
            "The loss on 'value' does not choose between classes, so there is nothing to name; remove [Classes] or use a loss such as [CrossEntropyLoss]"),
        Of("ClassesTwice", "Input(4), Dense(2), Classes(\"a\", \"b\"), {|NLC0026:Classes(\"c\", \"d\")|}, CrossEntropyLoss",
            "The classes of dense1 [Dense] have names already; keep one [Classes], or give another output its own with Output = \"...\""),
        Of("TooFewNamesOfClasses", "Input(4), Dense(3), {|NLC1013:Classes(\"a\", \"b\")|}, CrossEntropyLoss", "Names of [Classes] lists 2, but dense1 [Dense] has 3 outputs; there must be one for each"),
        new("TooManyMembers", Emission.Skeleton, "[Network, Input(4), Dense(2), Classes({|NLC1013:typeof(Kind)|}), CrossEntropyLoss] public partial class Net { }\npublic enum Kind { A, B, C }",
            "Type of [Classes] lists 3, but dense1 [Dense] has 2 outputs; there must be one for each"),
    ];

    private static IEnumerable<RuleSample> Lists =>
    [
        Of("NegativeClassWeight", "Input(4), Dense(2), CrossEntropyLoss(ClassWeights = {|NLC0023:new double[] { 1, -1 }|})", "ClassWeights of [CrossEntropyLoss] must be finite numbers, 0 or more"),
        Of("OutputWeightNotANumber", "Input(4), Dense(2), MeanSquaredErrorLoss(OutputWeights = {|NLC0023:new[] { 1, double.NaN }|})", "OutputWeights of [MeanSquaredErrorLoss] must be finite numbers"),
        Of("TooFewClassWeights", "Input(4), Dense(3), CrossEntropyLoss(ClassWeights = {|NLC1013:new[] { 1.0, 2.0 }|})",
            "ClassWeights of [CrossEntropyLoss] lists 2, but dense1 [Dense] has 3 outputs; there must be one for each"),
        Of("TooManyOutputWeights", TwoOutputs + "CrossEntropyLoss(Output = \"move\"), HuberLoss(Output = \"value\", OutputWeights = {|NLC1013:new double[] { 1, 2 }|})",
            "OutputWeights of [HuberLoss] lists 2, but dense3 [Dense] has 1 outputs; there must be one for each"),
        Of("NoWeights", "Input(4), Dense(2), MeanSquaredErrorLoss(OutputWeights = {|NLC1013:new double[0]|})",
            "OutputWeights of [MeanSquaredErrorLoss] lists 0, but dense1 [Dense] has 2 outputs; there must be one for each"),
    ];

    private static IEnumerable<RuleSample> Advice =>
    [
        Of("SoftmaxBeforeDivergence", "Input(4), Dense(3, {|NLC1016:Activation.Softmax|}), KLDivergenceLoss",
            "[KLDivergenceLoss] takes logarithms of probabilities, but dense1 [Dense] gives probabilities; use [LogSoftmax] in its place, or [CrossEntropyLoss] without it"),
        Works("OutputWithoutLoss", TwoOutputs.Replace("\"value\"", "{|NLC9003:\"value\"|}", StringComparison.Ordinal) + "CrossEntropyLoss(Output = \"move\")",
            "The output 'value' has no loss, so nothing teaches it; add one with Output = \"value\" if it should learn"),
        Works("SigmoidBeforeLogits", "Input(4), Dense(1), Apply({|NLC9004:Activation.Sigmoid|}), BinaryCrossEntropyWithLogitsLoss",
            "activation1 [Apply] ends in a sigmoid, and [BinaryCrossEntropyWithLogitsLoss] contains one: the scores would be squashed twice; remove the sigmoid (Predict still returns probabilities) or use [BinaryCrossEntropyLoss]"),
        Works("ScoresBeforeLikelihood", "Input(4), Dense(3), {|NLC9005:NegativeLogLikelihoodLoss|}",
            "[NegativeLogLikelihoodLoss] takes logarithms of probabilities, but dense1 [Dense] gives plain scores: the loss has no lower limit; put [LogSoftmax] before it or use [CrossEntropyLoss]"),
        Works("ReluBeforeDivergence", "Input(4), Dense(3, Activation.ReLU), {|NLC9005:KLDivergenceLoss(Weight = 2)|}",
            "[KLDivergenceLoss] takes logarithms of probabilities, but dense1 [Dense] gives plain scores: the loss has no lower limit; put [LogSoftmax] before it or use [CrossEntropyLoss]"),
        Works("ScoresAsProbabilities", "Input(4), Dense(1, Activation.Tanh), {|NLC9006:BinaryCrossEntropyLoss|}",
            "[BinaryCrossEntropyLoss] takes probabilities, but dense1 [Dense] may give values below 0 and above 1; end in Activation.Sigmoid or use [BinaryCrossEntropyWithLogitsLoss]"),
        Works("DropoutLast", "Input(4), Dense(3), {|NLC9007:Dropout(0.5)|}, CrossEntropyLoss",
            "dropout1 [Dropout] is an output, so the loss would be measured on values that were set to 0 at random; move the dropout in front of the last layer"),
        Works("DropoutOnANamedOutput", TwoOutputs.Replace("Dense(1, From = \"body\")", "Dense(1, From = \"body\"), {|NLC9007:Dropout(0.1, Name = \"drop\")|}", StringComparison.Ordinal)
            + "CrossEntropyLoss(Output = \"move\"), HuberLoss(Output = \"value\")",
            "drop [Dropout] is an output, so the loss would be measured on values that were set to 0 at random; move the dropout in front of the last layer"),
    ];

    private static RuleSample Types(string name, string type) => new("Enumeration" + name, Emission.Skeleton,
        "[Network, Input(4), Dense(2), Classes({|NLC0024:typeof(App.Kind)|}), CrossEntropyLoss] public partial class Net { }\nnamespace App { " + type + " }",
        "typeof(App.Kind) cannot name classes; it must be an enumeration of int whose members have the values 0, 1, 2, … without a gap");

    private static RuleSample Of(string name, string marked, params string[] messages) =>
        new(name, Emission.Skeleton, "[Network, " + marked + "] public partial class Net { }", messages);

    private static RuleSample Works(string name, string marked, params string[] messages) =>
        new(name, Emission.Network, "[Network, " + marked + "] public partial class Net { }", messages);
}
