using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

public sealed class DotScheduleTests
{
    [Theory]
    [MemberData(nameof(Sizes.Lanes), MemberType = typeof(Sizes))]
    public void RowsAndOutputs_FillOneFold(int lanes)
    {
        // More outputs than that are never summed along the inputs.
        for (var outputs = 1; outputs <= 16; outputs++)
        {
            var schedule = DotSchedule.Of(outputs, lanes);
            Assert.Equal(lanes, schedule.Rows * schedule.Stride);
            Assert.Equal(outputs == 1, schedule.SpreadsRows);
            Assert.InRange(schedule.Outputs, schedule.SpreadsRows ? 1 : Math.Min(outputs, lanes), lanes);

            // A sample's outputs lie in the folded vector as they lie in memory.
            Assert.True(schedule.SpreadsRows || schedule.Stride == Math.Min(lanes, new PackedAxis(outputs).Width));
            var groups = Enumerable.Range(0, (outputs + schedule.Outputs - 1) / schedule.Outputs).Select(group => (group * schedule.Outputs, schedule.Outputs));
            Sizes.AssertCoverOnce(outputs, groups);
            Assert.Equal(schedule, DotSchedule.Of(outputs, lanes));
        }
    }

    [Theory]
    [InlineData(1, 16, 16, 1, 1)] // one number per sample: sixteen samples
    [InlineData(2, 16, 4, 4, 4)]
    [InlineData(4, 16, 4, 4, 4)] // npc's last layer
    [InlineData(10, 16, 1, 16, 16)] // digits' last layer
    [InlineData(10, 8, 1, 8, 8)]
    [InlineData(6, 8, 1, 8, 8)]
    [InlineData(4, 4, 1, 4, 4)]
    public void ReferenceLayers_AreFoldedAsMeasured(int outputs, int lanes, int rows, int together, int stride) =>
        Assert.Equal(new DotSchedule(rows, together, stride, outputs == 1), DotSchedule.Of(outputs, lanes));
}
