namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>NLC2001 to NLC2004: what a network costs.</summary>
internal static class CostSamples
{
    public static IEnumerable<RuleSample> All =>
    [
        Of("ParametersOverBudget", "Dense(64), Dense(3), CrossEntropyLoss, Budget(Parameters = {|NLC2001:514|})",
            "Parameters of [Budget] is 514, but the network comes to 515; dense1 [Dense] has the largest part, 320: make it smaller or raise the budget"),
        Of("WeightBytesOverBudget", "Dense(20), Budget(WeightBytes = {|NLC2001:447|})",
            "WeightBytes of [Budget] is 447, but the network comes to 448; dense1 [Dense] has the largest part, 448: make it smaller or raise the budget"),
        Of("StackOverBudget", "Dense(48, Activation.Softmax), Dense(64, Activation.Softmax), Dense(2), Budget(StackBytes = {|NLC2001:4|})",
            "StackBytes of [Budget] is 4, but the network comes to 968; dense2 [Dense] has the largest part, 512: make it smaller or raise the budget"),
        Of("ScoresOverBudget", "Dense(600), Budget(StackBytes = {|NLC2001:4_831|})",
            "StackBytes of [Budget] is 4831, but the network comes to 4832; dense1 [Dense] has the largest part, 4832: make it smaller or raise the budget"),
        Of("MultiplyAddsOverBudget", "Dense(8), Dense(7, Name = \"wide\"), Budget(MultiplyAdds = {|NLC2001:87L|})",
            "MultiplyAdds of [Budget] is 87, but the network comes to 88; wide [Dense] has the largest part, 56: make it smaller or raise the budget"),
        Of("SeveralLimits", "Dense(8), Dense(2), Budget(MultiplyAdds = {|NLC2001:10|}, Parameters = {|NLC2001:20|}, WeightBytes = 100_000)",
            "MultiplyAdds of [Budget] is 10, but the network comes to 48; dense1 [Dense] has the largest part, 32: make it smaller or raise the budget",
            "Parameters of [Budget] is 20, but the network comes to 58; dense1 [Dense] has the largest part, 40: make it smaller or raise the budget"),
        Of("BudgetOfNothing", "Dense(8), Dense(2), Budget(Parameters = {|NLC0011:0|}, StackBytes = {|NLC0011:-5|})",
            "Parameters of [Budget] is 0; it must be 1 or more", "StackBytes of [Budget] is -5; it must be 1 or more"),
        Of("BudgetOfAWrongNetwork", "Dense(64, Inputs = {|NLC1002:5|}), Dense(3), CrossEntropyLoss, Budget(Parameters = 1)",
            "dense1 [Dense] expects 5 inputs, but the input gives [4]; write Inputs = 4 or leave it out"),
        new("LearnerTooLarge", Emission.Skeleton, "[Network, Input(16384), {|NLC2002:Dense(9000)|}, Dense(2), MeanSquaredErrorLoss] public partial class Net { }",
            "The whole learner, as SaveState writes it, would take 2359728448 bytes, more than the 2147483647 that one block of memory can hold; dense1 [Dense] has the largest part: make it smaller, or take an optimizer that keeps less per weight"),
        new("HiddenStepsTooLarge", Emission.Skeleton, "[Network, Input(65000, 1, Kind = InputKind.Sequence), {|NLC2002:Lstm(300)|}] public partial class Net { }",
            "What lies between the layers for 32 rows would take 10117392384 bytes, more than the 8589934300 that one block of memory can hold; lstm1 [Lstm] has the largest part: make it smaller"),
        new("MoreThanCanBeWrittenOut", Emission.Network,
            "[Network(Unroll = Unroll.Full), Input(100), {|NLC2004:Dense(163, Name = \"wide\")|}, Dense(90), Dense(3)] public partial class Net { }",
            "wide [Dense] takes 2100 products of vectors of 256 bits for a sample, and the JIT compiles no more than about 2000 in a method well; the layer keeps its loops, so take Unroll.Auto or a smaller layer"),
        new("NativeWithoutInstructionSet", Emission.Network, "[Network, Input(4), Dense(2)] public partial class {|NLC2003:Net|} { }",
            "NativeAOT compiles 'Net' for processors without AVX2 and FMA unless told otherwise, and leaves these unused where they are; set <IlcInstructionSet>x86-x64-v3</IlcInstructionSet>, or native for this machine")
        {
            Properties = new Dictionary<string, string> { ["PublishAot"] = "True", ["IlcInstructionSet"] = "", ["RuntimeIdentifier"] = "win-x64" },
        },
    ];

    private static RuleSample Of(string name, string marked, params string[] messages) =>
        new(name, Emission.Skeleton, "[Network, Input(4), " + marked + "] public partial class Net { }", messages);
}
