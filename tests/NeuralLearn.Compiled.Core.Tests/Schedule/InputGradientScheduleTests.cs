using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

public sealed class InputGradientScheduleTests
{
    private const int Largest = 70;

    public static TheoryData<int> Widths => [4, 8, 16];

    [Theory]
    [InlineData(1, 4)]
    [InlineData(4, 4)]
    [InlineData(5, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 16)]
    [InlineData(16, 16)]
    [InlineData(1000, 16)]
    public void FoldOf_IsTheNarrowestFoldForSoManySums(int inputs, int fold) => Assert.Equal(fold, InputGradientSchedule.FoldOf(inputs));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Inputs_AreAVectorFullWhichTheFoldsOfThatWidthCanTake(int lanes) => ForEach(lanes, (name, inputs, outputs, schedule) =>
    {
        // The sums are vectors of the widest panel at most: FoldSum16 takes 512 bits, FoldSum8 256.
        var widest = new PackedAxis(outputs).Panels.Max(panel => panel.Width);
        Assert.True(schedule.Inputs is 4 or 8 or 16, name);
        Assert.True(schedule.Inputs <= Math.Min(lanes, widest), name);
        Assert.True(InputGradientSchedule.FoldOf(schedule.Inputs) == schedule.Inputs, name);

        // None is folded in smaller groups than it could be: more inputs would need a wider vector, or are not there.
        Assert.True(schedule.Inputs == Math.Min(lanes, widest) || schedule.Inputs >= inputs, name);
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void WhatIsStored_StaysInTheRowAndReachesEveryInput(int lanes) => ForEach(lanes, (name, inputs, _, schedule) =>
    {
        var rest = inputs % schedule.Inputs;
        Assert.True(rest == 0 || InputGradientSchedule.FoldOf(rest) <= schedule.Inputs, name + ": the last group is wider than a whole one");
        var written = inputs - rest + (rest == 0 ? 0 : InputGradientSchedule.FoldOf(rest));
        Assert.InRange(written, inputs, new PackedAxis(inputs).Width);
        Assert.True((new PackedAxis(inputs).Width - written) % 4 == 0, name + ": what is left cannot be cleared in vectors");
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void HeldGradient_LeavesRegistersForTheSums(int lanes) => ForEach(lanes, (name, _, outputs, schedule) =>
    {
        var vectors = new PackedAxis(outputs).Panels.Sum(panel => Math.Max(1, panel.Width / lanes));
        var registers = lanes == 16 ? 32 : 16;
        Assert.True(!schedule.HoldsGradient || vectors + schedule.Inputs < registers, name);
        Assert.Equal(vectors <= (lanes == 16 ? 10 : 6), schedule.HoldsGradient);
    });

    [Fact]
    public void HeldGradient_EndsWhereRegistersDo()
    {
        Assert.True(InputGradientSchedule.Of(32, new PackedAxis(160), 16).HoldsGradient);
        Assert.False(InputGradientSchedule.Of(32, new PackedAxis(161), 16).HoldsGradient);
        Assert.True(InputGradientSchedule.Of(32, new PackedAxis(48), 8).HoldsGradient);
        Assert.False(InputGradientSchedule.Of(32, new PackedAxis(49), 8).HoldsGradient);
        Assert.True(InputGradientSchedule.Of(32, new PackedAxis(24), 4).HoldsGradient);
        Assert.False(InputGradientSchedule.Of(32, new PackedAxis(25), 4).HoldsGradient);
    }

    private static void ForEach(int lanes, Action<string, int, int, InputGradientSchedule> check)
    {
        for (var inputs = 1; inputs <= Largest; inputs++)
        {
            for (var outputs = 1; outputs <= Largest; outputs++)
            {
                var axis = new PackedAxis(outputs);
                var schedule = InputGradientSchedule.Of(inputs, axis, lanes);
                Assert.Equal(schedule, InputGradientSchedule.Of(inputs, axis, lanes));
                check($"{inputs} -> {outputs}, {lanes} lanes", inputs, outputs, schedule);
            }
        }
    }
}
