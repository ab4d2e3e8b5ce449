using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Emission;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

public sealed class RowStepPlanTests
{
    /// <summary>What a step on one row is planned for.</summary>
    private static readonly Dictionary<string, AttributeDeclaration[]> Planned = new(StringComparer.Ordinal)
    {
        ["one layer"] = [Declared.Input(1), Declared.Dense(1), Declared.Line("MeanSquaredErrorLoss")],
        ["layers"] = [.. Body(), Declared.Line("MeanSquaredErrorLoss")],
        ["labels"] = [.. Body(), Declared.Line("CrossEntropyLoss", ("LabelSmoothing", 0.1), ("IgnoreLabel", -1))],
        ["sum"] = [.. Body(), Declared.Line("MeanSquaredErrorLoss", ("Reduction", Reduction.Sum))],
        ["clipped values"] = [.. Body(), Declared.Line("MeanSquaredErrorLoss"), Declared.Line("Adam", ("ClipValue", 0.5))],
        ["one rate for all"] = [Declared.Input(4), Declared.Dense(8, ("LearningRateScale", 0.5)), Declared.Dense(3, ("LearningRateScale", 0.5)), Declared.Line("MeanSquaredErrorLoss")],
        ["frozen layer"] = [Declared.Input(4), Declared.Dense(8, ("Trainable", false)), Declared.Dense(3), Declared.Line("MeanSquaredErrorLoss")],
        ["frozen slopes"] = [Declared.Input(4), Declared.Dense(8), Declared.Line("PReLU", ("Trainable", false)), Declared.Dense(3), Declared.Line("MeanSquaredErrorLoss")],
        ["branches"] =
        [
            Declared.Input(4), Declared.Dense(4, ("Name", "a")), Declared.Dense(4, ("Name", "b")),
            Declared.Line("Add", ("Names", Declared.List("a", "b", "input"))), Declared.Line("MeanSquaredErrorLoss"),
        ],
    };

    /// <summary>Each of the conditions under which there is none, alone.</summary>
    private static readonly Dictionary<string, AttributeDeclaration[]> NotPlanned = new(StringComparer.Ordinal)
    {
        ["length of the gradient"] = [.. Body(), Declared.Line("MeanSquaredErrorLoss"), Declared.Line("Adam", ("ClipNorm", 1.0))],
        ["gradient that is no number"] = [.. Body(), Declared.Line("MeanSquaredErrorLoss"), Declared.Line("Adam", ("SkipNonFinite", true))],
        ["several rates"] = [Declared.Input(4), Declared.Dense(8, ("LearningRateScale", 0.5)), Declared.Dense(3), Declared.Line("MeanSquaredErrorLoss")],
        ["nothing learns"] = [Declared.Input(4), Declared.Dense(8, ("Trainable", false)), Declared.Line("MeanSquaredErrorLoss")],
        ["slopes learn"] = [Declared.Input(4), Declared.Dense(8), Declared.Line("PReLU"), Declared.Dense(3), Declared.Line("MeanSquaredErrorLoss")],
        ["masks"] = [Declared.Input(4), Declared.Dense(8), Declared.Line("Dropout", ("Rate", 0.5)), Declared.Dense(3), Declared.Line("MeanSquaredErrorLoss")],
        ["class weights"] = [.. Body(), Declared.Line("CrossEntropyLoss", ("ClassWeights", Declared.Numbers("1", "2", "1")))],
        ["output weights"] = [.. Body(), Declared.Line("MeanSquaredErrorLoss", ("OutputWeights", Declared.Numbers("1", "2", "1")))],
        ["weight"] = [.. Body(), Declared.Line("MeanSquaredErrorLoss", ("Weight", 0.5))],
        ["smoothed class weights"] = [.. Body(), Declared.Line("CrossEntropyLoss", ("ClassWeights", Declared.Numbers("1", "2", "1")), ("LabelSmoothing", 0.1))],
        ["target of its own"] = [Declared.Input(3), Declared.Dense(8), Declared.Dense(3), Declared.Line("MeanSquaredErrorLoss", ("Target", "input"))],
        ["gradient from outside"] = [.. Body(), Declared.Line("ExternalLoss")],
        ["two losses"] =
        [
            Declared.Input(4), Declared.Dense(8), Declared.Named("Output", "one"), Declared.Dense(3), Declared.Named("Output", "two"),
            Declared.Line("MeanSquaredErrorLoss", ("Output", "one")), Declared.Line("MeanSquaredErrorLoss", ("Output", "two")),
        ],
        ["layer that the loss does not reach"] =
        [
            Declared.Input(4), Declared.Dense(8), Declared.Named("Output", "one"), Declared.Dense(3), Declared.Named("Output", "two"),
            Declared.Line("MeanSquaredErrorLoss", ("Output", "one")),
        ],
    };

    public static TheoryData<string> PlannedNames => [.. Planned.Keys];

    public static TheoryData<string> NotPlannedNames => [.. NotPlanned.Keys];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(PlannedNames))]
    public void Of_NetworkWhoseLayersCanStepOneByOne_IsAPlan(string name)
    {
        var training = Training(Planned[name]);
        Assert.NotNull(training.RowStep);
        AssertIsTheOrderOf(training.Losses, training.RowStep);
    }

    [Theory]
    [MemberData(nameof(NotPlannedNames))]
    public void Of_NetworkThatNeedsGradientsInMemory_IsNull(string name) =>
        Assert.True(Training(NotPlanned[name]).RowStep is null, "There is a plan.");

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Of_RandomNetwork_IsNullOrKeepsTheOrder(int seed)
    {
        var lines = SchedulerTests.RandomNetwork(seed);
        var training = Training(lines);
        var isPossible = !lines.Any(line => line.Kind == "ExternalLoss") && !NetworkOf(lines).Graph.Nodes.Any(node => node is SlopeNode);
        Assert.Equal(isPossible, training.RowStep is not null);
        if (training.RowStep is { } step)
        {
            AssertIsTheOrderOf(training.Losses, step);
        }
    }

    [Fact]
    public void FrozenSlopesAndLayers_PassGradientsOnWithoutAStep()
    {
        var step = Training(Planned["frozen slopes"]).RowStep!;
        Assert.Equal(["WeightStep", "SlopeGradientStep", "WeightStep"], step.Backward.Select(each => each.GetType().Name));
        Assert.Equal(["WeightStep"], Training(Planned["frozen layer"]).RowStep!.Backward.Select(each => each.GetType().Name));
        var between = Training([
            Declared.Input(4), Declared.Dense(8), Declared.Dense(5, ("Trainable", false)), Declared.Dense(3), Declared.Line("MeanSquaredErrorLoss"),
        ]).RowStep!;
        Assert.Equal(["WeightStep", "InputGradientStep", "WeightStep"], between.Backward.Select(each => each.GetType().Name));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Of_SameDeclaration_IsTheSamePlan(int seed) => Assert.Equal(
        Text(Training(SchedulerTests.RandomNetwork(seed)).RowStep), Text(Training(SchedulerTests.RandomNetwork(seed)).RowStep));

    [Fact]
    public void OneMethod_HoldsSmallNetworksAndNoLargeOnes()
    {
        var small = NetworkOf(Planned["layers"]);
        var deep = NetworkOf([Declared.Input(64), .. Enumerable.Repeat(Declared.Dense(64, ("Activation", Activation.GELU)), 50), Declared.Line("MeanSquaredErrorLoss")]);
        foreach (var lanes in new[] { 1, 4, 8, 16 })
        {
            // Scalar kernels are loops; at 128 bits a step has too many vectors.
            Assert.Equal(lanes > 1, RowCost.FitsOneMethod(small, small.Inference.Steps, lanes));
            Assert.Equal(lanes > 4, RowCost.FitsOneMethod(small, small.Training!.RowStep!, lanes));
            Assert.False(RowCost.FitsOneMethod(deep, deep.Inference.Steps, lanes));
            Assert.False(RowCost.FitsOneMethod(deep, deep.Training!.RowStep!, lanes));
        }
    }

    private static AttributeDeclaration[] Body() => [Declared.Input(4), Declared.Dense(8, ("Activation", Activation.Tanh)), Declared.Dense(3)];

    private static NetworkPlan NetworkOf(AttributeDeclaration[] lines)
    {
        var model = Declared.Model(lines);
        Assert.Empty(model.Errors);
        return NetworkCompiler.Plan(model);
    }

    private static TrainingPlan Training(AttributeDeclaration[] lines) => NetworkOf(lines).Training!;

    /// <summary>
    /// The steps of Backward, but for those that only serve gradients of inputs; a layer's two steps, which stand together there, are one
    /// that has the buffers of both. Every layer that learns steps once.
    /// </summary>
    private static void AssertIsTheOrderOf(LearnPlan learning, RowStepPlan step)
    {
        var expected = new List<string>();
        MapNode? through = null;
        GradientBuffer? down = null;
        AffineNode? above = null;
        for (var i = 0; i < learning.Backward.Count; i++)
        {
            switch (learning.Backward[i])
            {
                case { InputOnly: true }:
                    break;

                // The derivative of the output's activation goes with the loss, that of a hidden one with the layer that reads it.
                case MapGradientStep { Map.Function.GradientNeedsInput: false } map when expected.Count == 0 && through is null
                    && step.Loss.Loss is ElementLossNode && ReferenceEquals(map.Map.Y, step.Loss.Loss.Output):
                    through = map.Map;
                    break;
                case MapGradientStep { Map.Function.GradientNeedsInput: false } map when ReferenceEquals(map.Dy, down) && ReferenceEquals(above?.X, map.Map.Y):
                    expected[^1] += " " + map.Map.Layer.Name;
                    down = null;
                    break;
                case WeightGradientStep weight:
                    var input = Assert.IsType<InputGradientStep>(learning.Backward[i + 1]);
                    Assert.Same(weight.Affine, input.Affine);
                    var below = input.InputOnly ? null : input.Below;
                    expected.Add($"WeightStep {weight.Affine.Layer.Name} {weight.Dy} {(input.InputOnly ? null : input.Dx)}{(below is null ? "" : " " + below.Layer.Name)}");
                    (down, above) = (input.InputOnly || below is not null ? null : input.Dx, weight.Affine);
                    i++;
                    break;
                case InputGradientStep input2 when input2.Affine.Learns:
                    break;
                case { } other:
                    expected.Add(Text(other));
                    down = null;
                    break;
            }
        }

        Assert.Equal(expected, step.Backward.Select(Text));
        Assert.Same(through, step.Through);
        Assert.Same(learning, step.Learning);
        Assert.Same(learning.Losses.Single(), step.Loss);
        var learners = learning.Forward.Steps.Select(forward => forward.Node).OfType<AffineNode>().Where(node => node.Learns);
        Assert.Equal(learners.ToHashSet(), step.Backward.OfType<WeightStep>().Select(each => each.Affine).ToHashSet());
    }

    private static string Text(RowStepPlan? step) => step is null ? "none" : string.Join("\n", step.Backward.Select(Text));

    private static string Text(BackwardStep step) => $"{step.GetType().Name} {step.Node.Layer.Name} {step.Dy} {step switch
    {
        WeightStep weight => weight.Dx,
        InputGradientStep input => input.Dx,
        MergeGradientStep merge => merge.Dx,
        AccumulateStep sum => sum.Term,
        _ => null,
    }}{(step is WeightStep { Below: { } below } ? " " + below.Layer.Name : step is InputGradientStep { Below: { } next } ? " " + next.Layer.Name : "")}";
}
