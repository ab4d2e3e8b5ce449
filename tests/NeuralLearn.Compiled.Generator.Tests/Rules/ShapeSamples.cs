namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>NLC1001 to NLC1999, the advice, and everything at once.</summary>
internal static class ShapeSamples
{
    public static IEnumerable<RuleSample> All =>
    [
        Of("DenseOnAnImage", "Input(1, 28, 28), {|NLC1001:Dense(10)|}",
            "dense1 [Dense] takes a vector [features] or a sequence [time, features], but the input gives an image [1, 28, 28]; put [Flatten] before it"),
        Of("DenseBehindAnActivation", "Input(2, 50, Kind = InputKind.Signal), Apply(Activation.Tanh), {|NLC1001:Dense(10, Name = \"head\")|}",
            "head [Dense] takes a vector [features] or a sequence [time, features], but activation1 [Apply] gives a signal [2, 50]; put [Flatten] before it"),
        Of("InputsDisagree", "Input(4), Dense(16), Dense(3, Inputs = {|NLC1002:8|})",
            "dense2 [Dense] expects 8 inputs, but dense1 [Dense] gives [16]; write Inputs = 16 or leave it out"),
        Of("AmbiguousInput", "{|NLC1003:Input(2, 50)|}, Apply(Activation.Tanh)",
            "[Input(2, 50)] has two axes; add Kind = InputKind.Signal for [channels, length] or Kind = InputKind.Sequence for [time, features]"),
        Of("KindOfAVector", "Input(4, Kind = {|NLC1004:InputKind.Signal|}), Dense(2)", "Kind = InputKind.Signal needs two axes, but the input has 1"),
        Of("KindOfAnImage", "Input(1, 2, 3, Kind = {|NLC1004:InputKind.Sequence|}), Softmax", "Kind = InputKind.Sequence needs two axes, but the input has 3"),
        Of("SameName", "Input(4), Dense(8, Name = \"body\"), Dense(2, Name = {|NLC1005:\"body\"|})", "The name 'body' is already used by another [Dense]; names must differ"),
        Of("NameOfTheInput", "Input(4), Dense(2, Name = {|NLC1005:\"input\"|})", "The name 'input' is already used by the network's input; names must differ"),
        Of("AutomaticNameTaken", "Input(4), Dense(8, Name = \"dense2\"), {|NLC1005:Dense(2)|}", "The name 'dense2' is already used by another [Dense]; names must differ"),
        Of("EmptyName", "Input(4), Dense(2, Name = {|NLC1006:\"\"|})", "'' cannot be a name: it is empty"),
        Of("NameWithASpace", "Input(4), Dense(2, Name = {|NLC1006:\"a b\"|})", "'a b' cannot be a name: use letters, digits, '_', '-' and '.' only"),
        Of("NameWithALineBreak", "Input(4), Dense(2, Name = {|NLC1006:\"a\\n#error\\u2028\\u0085\\u0001\\ud800 <b>&\"|})", "'a\n#error\u2028\u0085\u0001\ud800 <b>&' cannot be a name: use letters, digits, '_', '-' and '.' only"),
        Of("NameWithAnEmptyPart", "Input(4), Dense(2, Name = {|NLC1006:\"a..b\"|})", "'a..b' cannot be a name: a dotted path has no empty parts"),
        Of("LongName", "Input(4), Dense(2, Name = {|NLC1006:\"" + LongName + "\"|})", "'" + LongName + "' cannot be a name: it is longer than 200 characters"),
        Of("OneClass", "Input(4), Dense(1), {|NLC1007:CrossEntropyLoss|}",
            "[CrossEntropyLoss] chooses between the scores of two or more classes, but dense1 [Dense] gives a vector [1]; end with [Dense(number of classes)]"),
        Of("LossOnAnImage", "Input(1, 28, 28), Apply(Activation.Tanh), {|NLC1007:CrossEntropyLoss|}",
            "[CrossEntropyLoss] chooses between the scores of two or more classes, but activation1 [Apply] gives an image [1, 28, 28]; end with [Dense(number of classes)]"),
        Of("HugeLayer", "Input(100000), {|NLC1008:Dense(100000)|}", "dense1 [Dense] would have 10000100000 parameters, more than the 268435456 that one network can hold"),
        Of("HugeConcat", "Input(10000000), {|NLC1008:Concat(\"input\", \"input\")|}", "The network up to concat1 [Concat] would have 30000000 values per row, more than the 16777216 that one network can hold"),
        .. Branches,
        Of("HugeInput", "{|NLC1008:Input(2000000000)|}, Dense(2)", "The input would have [2000000000] values per row, more than the 16777216 that one network can hold"),
        new("SoftmaxBeforeCrossEntropy", Emission.Network, "[Network, Input(4), Dense(3), {|NLC9001:Softmax|}, CrossEntropyLoss] public partial class Net { }",
            "softmax1 [Softmax] ends in a softmax, and [CrossEntropyLoss] contains one: the scores would be squashed twice and learning would be slow; "
            + "remove the softmax (Predict still returns probabilities)"),
        new("SoftmaxAsActivation", Emission.Network, "[Network, Input(4), Dense(3, {|NLC9001:Activation.Softmax|}), CrossEntropyLoss] public partial class Net { }",
            "dense1 [Dense] ends in a softmax, and [CrossEntropyLoss] contains one: the scores would be squashed twice and learning would be slow; "
            + "remove the softmax (Predict still returns probabilities)"),
        new("ReluOnRegression", Emission.Network, "[Network, Input(4), Dense(1, Activation = {|NLC9002:Activation.ReLU|}), HalfSquaredErrorLoss] public partial class Net { }",
            "dense1 [Dense] ends in a ReLU, so the output can never be negative, and where it is 0 it does not learn; use no activation before [HalfSquaredErrorLoss]"),
        Of("Everything", "{|NLC0015:Dense(8)|}, Input(4), Dense({|NLC0011:0|}), Dense(4, Inputs = 9), Dense(1, Inputs = {|NLC1002:3|}, Name = {|NLC1005:\"dense1\"|}), "
            + "{|NLC1007:CrossEntropyLoss(LabelSmoothing = {|NLC0011:-1|})|}, {|NLC0016:Dense(1)|}, {|NLC0008:ExternalLoss|}, Adam, {|NLC0009:Sgd|}",
            "[Dense] stands above [Input]; attributes are read from top to bottom, so [Input] comes first",
            "Units of [Dense] is 0; it must be 1 or more",
            "dense1 [Dense] expects 3 inputs, but dense3 [Dense] gives [4]; write Inputs = 4 or leave it out",
            "The name 'dense1' is already used by another [Dense]; names must differ",
            "[CrossEntropyLoss] chooses between the scores of two or more classes, but dense5 [Dense] gives a vector [1]; end with [Dense(number of classes)]",
            "LabelSmoothing of [CrossEntropyLoss] is -1; it must be at least 0 and less than 1",
            "[Dense] stands below [CrossEntropyLoss]; the loss acts on the last layer, so layers come before it",
            "[ExternalLoss] is a second loss on dense5 [Dense]; keep one, or give another output its own with Output = \"...\"",
            "The network 'Net' has 2 optimizers; keep one"),
    ];

    private static IEnumerable<RuleSample> Branches =>
    [
        Of("UnknownFrom", "Input(4), Dense(8, Name = \"body\"), Dense(2, From = {|NLC1009:\"Body\"|})",
            "dense2 [Dense] reads 'Body', but no line above has that name; there are 'input', 'body'"),
        Of("NameBelow", "Input(4), Dense(8, From = {|NLC1009:\"dense2\"|}), Dense(2)", "dense1 [Dense] reads 'dense2', but no line above has that name; there are 'input'"),
        Of("UnknownNamesInAMerge", "Input(4), Dense(4), Add({|NLC1009:\"a\"|}, \"input\", {|NLC1009:\"b\"|}, Name = \"sum\")",
            "sum [Add] reads 'a', but no line above has that name; there are 'input', 'dense1'", "sum [Add] reads 'b', but no line above has that name; there are 'input', 'dense1'"),
        Of("UnknownNameInAnArray", "Input(4), Dense(4), Concat({|NLC1009:new[] { \"dense1\", \"c\" }|})", "concat1 [Concat] reads 'c', but no line above has that name; there are 'input', 'dense1'"),
        Of("DifferentShapes", "Input(4), Dense(8), Multiply({|NLC1010:\"input\"|}, \"dense1\")",
            "multiply1 [Multiply] needs equal shapes, but the input gives a vector [4] and dense1 [Dense] gives a vector [8]; make them equal with a [Dense(...)] on one branch"),
        Of("MergeOfOne", "Input(4), Dense(4), Add({|NLC1011:\"dense1\"|})", "add1 [Add] merges 1; name two or more, for example [Add(\"a\", \"b\")]"),
        Of("MergeOfNone", "Input(4), Dense(4), {|NLC1011:Add()|}", "add1 [Add] merges 0; name two or more, for example [Add(\"a\", \"b\")]"),
        Of("MergeWithoutBrackets", "Input(4), Dense(4), {|NLC1011:Multiply|}", "multiply1 [Multiply] merges 0; name two or more, for example [Multiply(\"a\", \"b\")]"),
        Of("MergeOfNull", "Input(4), Dense(4), {|NLC1011:Concat(null!)|}", "concat1 [Concat] merges 0; name two or more, for example [Concat(\"a\", \"b\")]"),
        Of("UnusedBranch", "Input(4), {|NLC1012:Dense(8, Name = \"left\")|}, Dense(8, From = \"input\"), Dense(2)",
            "Nothing below reads left [Dense], so it would have no effect; read it with From = \"left\" or a merge, make it an output with [Output(\"...\")], or remove it"),
    ];

    private static string LongName => new('x', 201);

    private static RuleSample Of(string name, string marked, params string[] messages) =>
        new(name, Emission.Skeleton, "[Network, " + marked + "] public partial class Net { }", messages);
}
