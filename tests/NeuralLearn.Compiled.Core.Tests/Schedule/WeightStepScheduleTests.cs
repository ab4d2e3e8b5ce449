using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

public sealed class WeightStepScheduleTests
{
    /// <summary>Lines per vector of weights: plain descent, and Adam.</summary>
    private const int Descent = 3, Adam = 14;

    [Theory]
    [MemberData(nameof(Sizes.Lanes), MemberType = typeof(Sizes))]
    public void WrittenOutGroups_HaveWrittenOutPanelsAndWholeVectorsOfResults(int lanes)
    {
        foreach (var inputs in Sizes.All)
        {
            foreach (var outputs in Sizes.All)
            {
                var axis = new PackedAxis(outputs);
                var schedule = WeightStepSchedule.Of(Weight(inputs, outputs, false), lanes, true, Descent, Unroll.Auto);
                var longer = WeightStepSchedule.Of(Weight(inputs, outputs, false), lanes, true, Adam, Unroll.Auto);
                Assert.True(schedule.UnrollsPanels || !schedule.UnrollsGroups);
                Assert.True(axis.FullPanels <= Tiling.UnrolledPanels || !schedule.UnrollsPanels);

                // A longer rule never has more of it written out.
                Assert.True(schedule.UnrollsPanels || !longer.UnrollsPanels);
                Assert.True(schedule.UnrollsGroups || !longer.UnrollsGroups);
                if (!schedule.UnrollsGroups)
                {
                    continue;
                }

                // Every group's results are one vector of a row in registers, or all that its panel has.
                var group = InputGradientSchedule.Of(inputs, axis, lanes).Inputs;
                Assert.All(new PackedAxis(inputs).Panels, panel => Assert.True(group == lanes || panel.Width <= group));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes.Lanes), MemberType = typeof(Sizes))]
    public void WithoutResultsBelow_PanelsAreWrittenOutAndGroupsAreNot(int lanes) =>
        Assert.All(Sizes.All, size => Assert.Equal(new WeightStepSchedule(true, false), WeightStepSchedule.Of(Weight(size, 20, false), lanes, false, Adam, Unroll.Auto)));

    [Theory]
    [InlineData(32, 32, 16, true, Descent, true, true)] // npc's second layer: 32 inputs × 2 vectors × 3 lines
    [InlineData(32, 32, 16, true, Adam, true, false)]
    [InlineData(32, 32, 8, true, Descent, true, false)]
    [InlineData(64, 64, 16, true, Descent, true, false)] // control's second layer: 64 × 4 × 3 lines
    [InlineData(128, 1024, 16, true, Descent, false, false)]
    public void ReferenceLayers_AreWrittenOutAsMeasured(int inputs, int outputs, int lanes, bool passesOn, int lines, bool panels, bool groups) =>
        Assert.Equal(new WeightStepSchedule(panels, groups), WeightStepSchedule.Of(Weight(inputs, outputs, false), lanes, passesOn, lines, Unroll.Auto));

    [Theory]
    [InlineData(32, 4, 16, true)] // npc's last layer: 4 outputs × 2 vectors
    [InlineData(128, 10, 16, false)] // digits' last layer: 8 panels
    public void LayersAlongInputs_AreWrittenOutWhollyOrNotAtAll(int inputs, int outputs, int lanes, bool unrolls) =>
        Assert.Equal(new WeightStepSchedule(unrolls, unrolls), WeightStepSchedule.Of(Weight(inputs, outputs, true), lanes, true, Descent, Unroll.Auto));

    private static PackedTensor Weight(int inputs, int outputs, bool alongInputs) => alongInputs
        ? new PackedTensor(null!, outputs, new PackedAxis(inputs), true, 0, 0)
        : new PackedTensor(null!, inputs, new PackedAxis(outputs), false, 0, 0);
}
