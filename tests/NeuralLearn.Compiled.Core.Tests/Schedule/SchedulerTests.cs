using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Emission;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

public sealed class SchedulerTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomChain_NeverReadsAndWritesOnePlaceInAForwardStep(int seed)
    {
        var plan = NetworkCompiler.Plan(Declared.Model(RandomChain(seed)));
        foreach (var pass in new[] { plan.Inference, plan.Prediction, plan.Learning?.Forward }.OfType<ForwardPlan>())
        {
            Assert.All(pass.Slots.Values, slot => Assert.True(slot.Start + slot.Stride <= pass.ScratchPerRow));
            foreach (var step in pass.Steps)
            {
                if (pass.Slots.TryGetValue(step.X, out var x) && pass.Slots.TryGetValue(step.Y, out var y))
                {
                    Assert.False(BufferPlannerTests.Overlap(x, y), $"{step.X.Name} and {step.Y.Name} share memory");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomChain_KeepsEveryActivationApartUntilBackwardHasReadIt(int seed)
    {
        var learning = NetworkCompiler.Plan(Declared.Model(RandomChain(seed))).Learning!;
        var kept = learning.Forward.Slots.Values.ToList();
        if (learning.Target is { } target)
        {
            kept.Add(target);
        }

        for (var i = 0; i < kept.Count; i++)
        {
            Assert.True(kept[i].Start + kept[i].Stride <= learning.ScratchPerRow);
            Assert.All(kept.Skip(i + 1), other => Assert.False(BufferPlannerTests.Overlap(kept[i], other)));
            Assert.All(learning.Buffers, gradient => Assert.False(BufferPlannerTests.Overlap(kept[i], gradient.Slot)));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomChain_KeepsTheTwoGradientsOfAnAffineStepApart(int seed)
    {
        var learning = NetworkCompiler.Plan(Declared.Model(RandomChain(seed))).Learning!;
        Assert.All(learning.Buffers, buffer => Assert.True(buffer.Slot.Start + buffer.Slot.Stride <= learning.ScratchPerRow));
        foreach (var step in learning.Backward.OfType<InputGradientStep>())
        {
            Assert.False(BufferPlannerTests.Overlap(step.Dx.Slot, step.Dy.Slot));
        }
    }

    [Fact]
    public void DeepNetwork_NeedsNoMoreInferenceScratchThanAShallowOne()
    {
        var lines = Enumerable.Repeat(Declared.Dense(64), 50).ToArray();
        var plan = NetworkCompiler.Plan(Declared.Model([Declared.Input(64), .. lines]));
        Assert.Equal(2 * 64, plan.Inference.ScratchPerRow);
    }

    [Fact]
    public void ActivationBehindDense_IsFusedIntoItsStep()
    {
        var plan = NetworkCompiler.Plan(Declared.Model(
            Declared.Input(4), Declared.Dense(8, ("Activation", Activation.ReLU)), Declared.Dense(2)));
        Assert.Equal(2, plan.Inference.Steps.Count);
        Assert.Equal("relu", Assert.IsType<AffineStep>(plan.Inference.Steps[0]).Activation?.Function.Name);
    }

    [Fact]
    public void NetworkWithoutLoss_HasNoLearningPlan()
    {
        var plan = NetworkCompiler.Plan(Declared.Model(Declared.Input(4), Declared.Dense(2)));
        Assert.Null(plan.Learning);
        Assert.Null(plan.Prediction);
    }

    [Fact]
    public void CrossEntropyLoss_AddsSoftmaxToPredictionOnly()
    {
        var plan = NetworkCompiler.Plan(Declared.Model(Declared.Input(4), Declared.Dense(2), Declared.Line("CrossEntropyLoss")));
        Assert.IsType<SoftmaxStep>(plan.Prediction!.Steps[^1]);
        Assert.DoesNotContain(plan.Inference.Steps, step => step is SoftmaxStep);
        Assert.DoesNotContain(plan.Graph.Nodes, node => node is SoftmaxNode);
    }

    [Fact]
    public void SameDeclaration_GivesTheSamePlan()
    {
        static string Text(NetworkPlan plan) => string.Join("\n", plan.Inference.Steps.Select(step => step.Node.Layer.Name
            + " " + (plan.Inference.Slots.TryGetValue(step.Y, out var slot) ? slot.ToString() : "the caller's")));
        Assert.Equal(
            Text(NetworkCompiler.Plan(Declared.Model(RandomChain(7)))),
            Text(NetworkCompiler.Plan(Declared.Model(RandomChain(7)))));
    }

    private static AttributeDeclaration[] RandomChain(int seed)
    {
        var random = new Random(seed);
        var activations = Enum.GetValues<Activation>();
        var lines = new List<AttributeDeclaration> { Declared.Input(random.Next(1, 100)) };
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            lines.Add(random.Next(4) switch
            {
                0 => Declared.Line("Apply", ("Activation", activations[random.Next(activations.Length)])),
                1 => Declared.Line("Softmax"),
                _ => Declared.Dense(random.Next(1, 100), ("Activation", activations[random.Next(activations.Length)])),
            });
        }

        lines.Add(Declared.Dense(random.Next(2, 20)));
        lines.Add(Declared.Line(random.Next(3) switch { 0 => "CrossEntropyLoss", 1 => "ExternalLoss", _ => "MeanSquaredErrorLoss" }));
        return [.. lines];
    }
}
