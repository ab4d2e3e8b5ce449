using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>A wrong network with several inputs, outputs or losses has the members that the right one has, so that only the mistake is told.</summary>
public sealed class NamedPortTests
{
    private const string Heads = "Input(4), Dense(8, Name = \"body\"), Dense(3), Output(\"move\"), Dense(1, From = \"body\"), Output(\"value\"), ";

    /// <summary>A right declaration, what makes it wrong, and calls of its members.</summary>
    private static readonly Dictionary<string, (string Right, string Part, string Wrong, string Calls)> Networks = new(StringComparer.Ordinal)
    {
        ["TwoInputs"] = (
            "Input(4), Input(2, Name = \"speed\"), Concat(\"input\", \"speed\"), Dense(3), MeanSquaredErrorLoss", "Dense(3)", "Dense(3, Inputs = 9)",
            """
            net.Forward(a, b, c);
            net.ForwardBatch(a, b, c);
            net.InputGradient(a, b, c, c, c);
            net.TrainBatch(new Net.Batch { Input = a, Speed = b, Target = c, Output = c, InputGradient = c, SpeedGradient = c, RowLoss = c, RowWeights = c, OutputWeights = c, Selected = i });
            return net.Backward(a, b, c) + net.EvaluateBatch(a, b, c) + Net.SpeedSize + Net.InputSize;
            """),
        ["TwoOutputs"] = (
            Heads + "CrossEntropyLoss(Output = \"move\"), HuberLoss(Output = \"value\")", "HuberLoss(Output = \"value\")", "HuberLoss(Output = \"values\")",
            """
            net.Forward(a, b, c);
            net.Predict(a, b, c);
            net.ClassifyBatchMove(a, i);
            net.TrainBatch(new Net.Batch { Input = a, MoveLabel = i, MoveTarget = b, ValueTarget = c, ValueSelected = i, ValueWeights = c, MoveOutput = c, ValueOutput = c, RowLoss = c });
            return net.Backward(a, 2, 0.5f) + net.BackwardBatch(a, i, c) + net.Evaluate(a, 1, 1f) + net.ClassifyMove(a) + Net.MoveSize + Net.ValueSize + Net.OutputSize;
            """),
        ["NothingSaid"] = (
            Heads + "CrossEntropyLoss(Output = \"move\"), HuberLoss(Output = \"value\")", "(Output = \"move\")", "",
            "return net.Backward(a, 2, 0.5f) + net.BackwardBatch(a, i, c) + net.ClassifyMove(a);"),
        ["ExternalLoss"] = (
            Heads + "ExternalLoss(Output = \"move\"), HuberLoss(Output = \"value\", Weight = 0.5)", "0.5", "double.NaN",
            """
            net.TrainBatch(new Net.Batch { Input = a, MoveGradient = b, ValueTarget = c });
            return net.Backward(a, b, 0.5f) + net.BackwardBatch(a, b, c);
            """),
        ["InferenceOnly"] = (
            Heads[..^2], "Dense(3)", "Dense(0)",
            "net.ForwardBatch(a, b, c); net.ClassifyBatchMove(a, i); return net.ClassifyMove(a) + net.ClassifyValue(a) + Net.MoveSize;"),
        ["OwnTarget"] = (
            "Input(4), Standardize(Name = \"scale\"), Dense(2), Dense(4), MeanSquaredErrorLoss(Target = \"scale\")", "Dense(4)", "Dense(5)",
            """
            net.FitStandardize(a);
            net.UpdateStandardize(a);
            net.TrainBatch(new Net.Batch { Input = a, RowLoss = c, OutputWeights = c });
            return net.Backward(a) + net.BackwardBatch(a) + net.TrainBatch(a) + net.Evaluate(a) + net.EvaluateBatch(a) + Net.BufferCount;
            """),
        ["ClassesOfAnEnumeration"] = (
            "Input(4), Dense(3), Classes(typeof(Gesture)), CrossEntropyLoss(ClassWeights = new double[] { 1, 2, 3 })", "{ 1, 2, 3 }", "{ 1, 2 }",
            """
            Gesture seen = net.Classify(a);
            net.ClassifyBatch(a, g);
            net.TrainBatch(new Net.Batch { Input = a, Label = g });
            return net.Backward(a, Gesture.Wave) + net.BackwardBatch(a, g) + net.Evaluate(a, seen) + Net.ClassNames.Length;
            """),
        ["NamedClasses"] = (
            Heads + "Classes(\"left\", \"right\", \"stay\"), NegativeLogLikelihoodLoss(Output = \"move\"), HuberLoss(Output = \"value\")", "Dense(3)", "Dense(3, LearningRateScale = -1)",
            "return net.Backward(a, 2, 0.5f) + net.ClassifyMove(a) + Net.MoveClassNames.Length;"),
        ["OneNamedOutput"] = (
            "Input(4), Dense(3), Output(\"move\"), Dense(2, Name = \"rest\"), Add(\"rest\", \"rest\"), Output(\"more\"), MeanSquaredErrorLoss(Output = \"more\"), HuberLoss(Output = \"move\", Target = \"dense1\")", "Dense(3)", "Dense(-3)",
            "return net.Backward(a, b) + net.TrainBatch(a, b);"),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    public static TheoryData<string> Skeletons => [.. PortSamples.All.Where(sample => sample.Emits == Emission.Skeleton).Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void WrongAndRightNetwork_HaveTheSamePublicMembersAndTakeTheSameCalls(string name)
    {
        var (right, part, wrong, calls) = Networks[name];
        Assert.Contains(part, right, StringComparison.Ordinal);
        var use = "#nullable disable\npublic static class Uses { public static float Use(Net net, float[] a, float[] b, float[] c, int[] i, Gesture[] g) {\n" + calls + "\n} }\n"
            + "public enum Gesture { Rest, Wave, Point }";
        Generated Of(string lines) => new UserProject("using NeuralLearn.Compiled;\n[Network, " + lines + "] public sealed partial class Net { }", use).Generate();
        var good = Of(right);
        var bad = Of(right.Replace(part, wrong, StringComparison.Ordinal));
        Assert.Empty(good.Messages.Select(Generated.Describe));
        Assert.Empty(bad.Messages.Select(Generated.Describe));
        Assert.Equal(7, good.Files.Length);
        Assert.Single(bad.Files);
        Assert.Equal(Members(good), Members(bad));
    }

    [Theory]
    [MemberData(nameof(Skeletons))]
    public void Skeleton_CompilesWithoutAnyMessageOfTheCompiler(string name) =>
        Assert.Empty(Samples.BadNamed(name).Project().Generate().Messages.Select(Generated.Describe));

    private static IEnumerable<string> Members(Generated generated) =>
        generated.After.GetTypeByMetadataName("Net")!.GetMembers()
            .SelectMany(member => member is INamedTypeSymbol type ? type.GetMembers().Prepend(member) : [member])
            .Where(member => member.DeclaredAccessibility == Accessibility.Public)
            .Select(member => member.ToDisplayString())
            .Order(StringComparer.Ordinal);
}
