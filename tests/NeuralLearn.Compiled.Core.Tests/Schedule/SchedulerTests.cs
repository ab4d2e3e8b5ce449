using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Emission;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

public sealed class SchedulerTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomNetwork_OverwritesNoValueThatIsStillRead(int seed)
    {
        var plan = NetworkCompiler.Plan(Declared.Model(RandomNetwork(seed)));
        foreach (var pass in new[] { plan.Inference, plan.Prediction, plan.Training?.Losses.Forward, plan.Training?.Evaluation.Forward }.OfType<ForwardPlan>())
        {
            var lives = pass.Slots.Select(entry => (entry.Key.Name, Slot: entry.Value,
                First: pass.Steps.ToList().FindIndex(step => ReferenceEquals(step.Y, entry.Key)),
                Last: pass.Steps.Select((step, index) => step.Node.Inputs.Contains(entry.Key) ? index : -1).Append(pass.Outputs.Contains(entry.Key) ? pass.Steps.Count : -1).Max()));
            AssertApart(lives, pass.ScratchPerRow);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomNetwork_OverwritesNoGradientThatIsStillRead(int seed)
    {
        var training = NetworkCompiler.Plan(Declared.Model(RandomNetwork(seed))).Training!;
        foreach (var learning in new[] { training.Losses, training.Outputs, training.Inputs })
        {
            AssertGradientsApart(learning);
        }
    }

    private static void AssertGradientsApart(LearnPlan learning)
    {
        var uses = new List<(GradientBuffer Buffer, int Step)>();
        uses.AddRange(learning.Starts.Select(start => (start, -1)));
        uses.AddRange(learning.InputGradients.OfType<GradientBuffer>().Select(gradient => (gradient, learning.Backward.Count)));
        for (var i = 0; i < learning.Backward.Count; i++)
        {
            uses.Add((learning.Backward[i].Dy, i));
            switch (learning.Backward[i])
            {
                case InputGradientStep affine:
                    uses.Add((affine.Dx, i));
                    break;
                case MergeGradientStep merge:
                    uses.Add((merge.Dx, i));
                    break;
                case AccumulateStep sum:
                    uses.Add((sum.Term, i));
                    break;
            }
        }

        AssertApart(uses.GroupBy(use => use.Buffer).Select(group => (group.Key.Name, group.Key.Slot, group.Min(use => use.Step), group.Max(use => use.Step))), learning.ScratchPerRow);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomNetwork_KeepsEveryActivationApartUntilBackwardHasReadIt(int seed)
    {
        var learning = NetworkCompiler.Plan(Declared.Model(RandomNetwork(seed))).Training!.Losses;
        var kept = learning.Forward.Slots.Select(entry => (entry.Key.Name, entry.Value, 0, int.MaxValue)).ToList();
        kept.AddRange(learning.Losses.Where(loss => loss.Target is not null).Select(loss => ("target", loss.Target!.Value, 0, int.MaxValue)));
        kept.AddRange(learning.Losses.Where(loss => loss.Weights is not null).Select(loss => ("weights", loss.Weights!.Value, 0, int.MaxValue)));

        AssertApart(kept, learning.ScratchPerRow);
        Assert.All(learning.Buffers, gradient => Assert.All(kept, value => Assert.False(BufferPlannerTests.Overlap(value.Value, gradient.Slot), $"{gradient} overlaps {value}")));
    }

    [Fact]
    public void RandomNetworks_AreRightAndHaveBranches()
    {
        var models = Enumerable.Range(1, 60).Select(seed => Declared.Model(RandomNetwork(seed))).ToList();
        Assert.All(models, model => Assert.Empty(model.Errors));
        Assert.True(models.Count(model => model.Layers.Any(layer => layer.Sources.Count > 1)) > 20);
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
        Assert.Null(plan.Training);
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
            Text(NetworkCompiler.Plan(Declared.Model(RandomNetwork(7)))),
            Text(NetworkCompiler.Plan(Declared.Model(RandomNetwork(7)))));
    }

    /// <summary>Two things in one place may not be alive at one step; reading and writing in the same step counts.</summary>
    private static void AssertApart(IEnumerable<(string Name, BufferSlot Slot, int First, int Last)> lives, int size)
    {
        var all = lives.ToList();
        for (var i = 0; i < all.Count; i++)
        {
            Assert.True(all[i].Slot.Start + all[i].Slot.Stride <= size, $"{all[i]} ends behind {size}");
            foreach (var other in all.Skip(i + 1))
            {
                Assert.False(
                    BufferPlannerTests.Overlap(all[i].Slot, other.Slot) && all[i].First <= other.Last && other.First <= all[i].Last,
                    $"{all[i]} and {other} share a place");
            }
        }
    }

    /// <summary>Layers that read any result above, merges, and at the end everything that nobody has read.</summary>
    internal static AttributeDeclaration[] RandomNetwork(int seed)
    {
        var random = new Random(seed);
        var activations = Enum.GetValues<Activation>();
        var results = new List<(string Name, int Size)> { ("input", random.Next(1, 100)) };
        var unread = new HashSet<string>();
        var lines = new List<AttributeDeclaration> { Declared.Input(results[0].Size) };
        for (var i = 0; i < random.Next(1, 10); i++)
        {
            var name = "layer" + i;
            var from = results[random.Next(results.Count)];
            var other = results[random.Next(results.Count)];
            var activation = activations[random.Next(activations.Length)];
            var units = random.Next(1, 100);
            var (line, size) = random.Next(5) switch
            {
                0 => (Declared.Line("Apply", ("Activation", activation), ("Name", name), ("From", from.Name)), from.Size),
                1 => (Declared.Line("Concat", ("Names", Declared.List(from.Name, other.Name)), ("Name", name)), from.Size + other.Size),
                2 when from.Size == other.Size =>
                    (Declared.Line(random.Next(2) == 0 ? "Add" : "Multiply", ("Names", Declared.List(from.Name, other.Name)), ("Name", name)), from.Size),
                _ => (Declared.Dense(units, ("Activation", activation), ("Name", name), ("From", from.Name)), units),
            };
            unread.Remove(from.Name);
            if (line.Has("Names"))
            {
                unread.Remove(other.Name);
            }

            unread.Add(name);
            results.Add((name, size));
            lines.Add(line);
        }

        if (unread.Count > 1)
        {
            lines.Add(Declared.Line("Concat", ("Names", Declared.List([.. unread]))));
        }

        lines.Add(Declared.Dense(random.Next(2, 20), [.. unread.Count == 1 ? new (string, object)[] { ("From", unread.Single()) } : []]));
        lines.Add(Declared.Line(random.Next(3) switch { 0 => "CrossEntropyLoss", 1 => "ExternalLoss", _ => "MeanSquaredErrorLoss" }));
        return [.. lines];
    }
}
