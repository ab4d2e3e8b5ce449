using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Analyzers.UseSites;

/// <summary>Names of members that can be used wrongly. All others are passed over before anything is asked of the compiler.</summary>
internal static class MemberNamesOfInterest
{
    public const string Classify = "Classify";

    public const string ClassNames = "ClassNames";

    private static readonly HashSet<string> Names = new(
        MemberNames.Learning.Concat(MemberNames.Measuring).Concat(
        [
            "Forward", "ForwardBatch", "Predict", "CopyParametersTo", "LoadParameters", "CopyBuffersTo", "LoadBuffers", "State", "Step", "StepBatch", ClassNames,
        ]),
        StringComparer.Ordinal);

    public static bool Contains(string name) => Names.Contains(name) || name.StartsWith(Classify, StringComparison.Ordinal);
}
