using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Emission;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

/// <summary>What of a single sample's passes stays in registers.</summary>
public sealed class RowPlacementTests
{
    [Theory]
    [MemberData(nameof(Sizes.Lanes), MemberType = typeof(Sizes))]
    public void Vectors_AreThoseThatHoldFeatures(int lanes)
    {
        foreach (var size in Sizes.All)
        {
            var axis = new PackedAxis(size);
            var runs = axis.Panels.SelectMany(panel =>
            {
                var width = Math.Min(lanes, panel.Width);
                return Enumerable.Range(0, panel.Width / width).Select(part => (panel.Start + (part * width), width));
            }).Where(run => run.Item1 < size).ToList();
            Sizes.AssertCoverOnce(size, runs);
            Assert.Equal(runs.Count, RowPlacement.VectorsOf(axis, lanes));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes.Lanes), MemberType = typeof(Sizes))]
    public void Values_AreInRegistersOrInMemoryAndNeverInBoth(int lanes)
    {
        foreach (var size in Sizes.All)
        {
            var plan = Plan(size);
            var placement = RowPlacement.Of(plan, plan.Inference, lanes);
            Assert.True(placement.InOneMethod || placement.InRegisters.Count == 0);
            Assert.DoesNotContain(placement.InRegisters, placement.Forward.Slots.ContainsKey);
            Assert.All(placement.InRegisters, value =>
            {
                Assert.InRange(RowPlacement.VectorsOf(new PackedAxis(value.Size), lanes), 1, 8);
                Assert.All(plan.Inference.Steps.Where(step => step.Reads(value)), step => Assert.IsType<AffineStep>(step));
            });
            Assert.DoesNotContain(plan.Inference.Outputs, placement.HoldsInRegisters);

            // What a step reads is an input, in registers or somewhere in memory.
            Assert.All(placement.Forward.Steps, step => Assert.True(
                plan.Graph.IsInput(step.X) || placement.HoldsInRegisters(step.X) || placement.Forward.Slots.ContainsKey(step.X)));
            var again = Plan(size);
            Assert.Equal(placement.InRegisters.Select(value => value.Name), RowPlacement.Of(again, again.Inference, lanes).InRegisters.Select(value => value.Name));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes.Lanes), MemberType = typeof(Sizes))]
    public void Gradients_AreInRegistersForOneStepThatIsWrittenOut(int lanes)
    {
        foreach (var size in Sizes.All)
        {
            var plan = Plan(size);
            var step = plan.Training!.RowStep!;
            Assert.Empty(RowGradients.InRegisters(plan, step, false, lanes));
            var held = RowGradients.InRegisters(plan, step, true, lanes);
            Assert.True(lanes >= 8 || held.Count == 0);
            Assert.All(held, buffer =>
            {
                var reader = Assert.IsType<WeightStep>(Assert.Single(step.Backward, backward => ReferenceEquals(backward.Dy, buffer)));
                Assert.True(WeightStepSchedule.Of(plan.Layout[reader.Affine.Weight], lanes, reader.Dx is not null, step.Rule.LinesPerVector, Unroll.Auto).UnrollsPanels);
            });
            var again = Plan(size);
            Assert.Equal(held.Select(buffer => buffer.Name), RowGradients.InRegisters(again, again.Training!.RowStep!, true, lanes).Select(buffer => buffer.Name));
        }
    }

    [Theory]
    [InlineData(16, "dense1 dense2", "dense1Gradient dense2Gradient dense3Gradient")]
    [InlineData(8, "dense1 dense2", "dense2Gradient dense3Gradient")]
    [InlineData(4, "", "")]
    public void Npc_StaysInRegistersWhereTheyAreWide(int lanes, string values, string gradients) => AssertPlaced(Npc(), lanes, values, gradients);

    [Theory]
    [InlineData(16, "dense1", "")]
    [InlineData(8, "", "")]
    public void Digits_HasItsHiddenLayerInRegistersOf512Bits(int lanes, string values, string gradients) => AssertPlaced(Digits(), lanes, values, gradients);

    [Theory]
    [MemberData(nameof(Sizes.Lanes), MemberType = typeof(Sizes))]
    public void LayerOf1024_StaysInMemory(int lanes) => AssertPlaced(Plan(1024), lanes, "", null);

    private static NetworkPlan Npc() => Plan(
        Declared.Input(16), Declared.Dense(32, ("Activation", Activation.ReLU)), Declared.Dense(32, ("Activation", Activation.ReLU)), Declared.Dense(4),
        Declared.Line("MeanSquaredErrorLoss"), Declared.Line("Sgd"));

    private static NetworkPlan Digits() => Plan(
        Declared.Input(784), Declared.Dense(128, ("Activation", Activation.ReLU)), Declared.Dense(10), Declared.Line("CrossEntropyLoss"), Declared.Line("Sgd"));

    private static NetworkPlan Plan(int size) => Plan(
        Declared.Input(8), Declared.Dense(size, ("Activation", Activation.ReLU)), Declared.Dense(size, ("Activation", Activation.Tanh)), Declared.Dense(3),
        Declared.Line("MeanSquaredErrorLoss"), Declared.Line("Sgd"));

    private static NetworkPlan Plan(params AttributeDeclaration[] lines)
    {
        var model = Declared.Model(lines);
        Assert.Empty(model.Errors);
        return NetworkCompiler.Plan(model);
    }

    private static void AssertPlaced(NetworkPlan plan, int lanes, string values, string? gradients)
    {
        var placement = RowPlacement.Of(plan, plan.Inference, lanes);
        Assert.Equal(values, string.Join(' ', placement.InRegisters.Select(value => value.Name).Order(StringComparer.Ordinal)));
        if (gradients is not null)
        {
            var step = plan.Training!.RowStep!;
            var held = RowGradients.InRegisters(plan, step, RowPlacement.Of(plan, step, lanes).InOneMethod, lanes);
            Assert.Equal(gradients, string.Join(' ', held.Select(buffer => buffer.Name).Order(StringComparer.Ordinal)));
        }
    }
}
