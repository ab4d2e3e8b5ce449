using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

public sealed class RowScheduleTests
{
    private const int Largest = 70;

    private static readonly int[] InputSizes = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 100, 784];

    public static TheoryData<int> Widths => [4, 8, 16];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Blocks_CoverEveryOutputOnceAndNoVectorOfPaddingAlone(int lanes) => ForEach(lanes, (name, _, outputs, _, schedule) =>
    {
        var axis = new PackedAxis(outputs);
        var times = new int[axis.Width];
        foreach (var block in schedule.Blocks)
        {
            for (var v = 0; v < block.Vectors.Count; v++)
            {
                Assert.True(block.Column(v) < outputs, name + ": a vector has no output");
                for (var at = 0; at < block.Repeat * block.Lanes; at++)
                {
                    times[block.Column(v) + (at / block.Lanes * block.Panels * 16) + (at % block.Lanes)]++;
                }
            }
        }

        Assert.True(times.Take(outputs).All(count => count == 1), name);
        Assert.True(times.Skip(outputs).All(count => count <= 1), name + ": padding is worked out twice");
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void Vectors_LieInPanelsOfOneWidthAndAreAsWideAsThoseAllow(int lanes) => ForEach(lanes, (name, _, outputs, _, schedule) =>
    {
        var panels = new PackedAxis(outputs).Panels.ToList();
        foreach (var block in schedule.Blocks)
        {
            var width = block.Vectors[0].Panel.Width;
            Assert.True(block.Lanes == Math.Min(lanes, width), name);
            Assert.All(block.Vectors, vector =>
            {
                Assert.Contains(vector.Panel, panels);
                Assert.Equal(width, vector.Panel.Width);
                Assert.Equal(0, vector.Lane % block.Lanes);
                Assert.True(vector.Lane + block.Lanes <= width, name);
            });
        }

        // A kernel's addresses only go up: blocks and their vectors stand in the order of the outputs.
        var columns = schedule.Blocks.SelectMany(block => block.Vectors.Select((_, v) => block.Column(v))).ToList();
        Assert.True(columns.SequenceEqual(columns.Order()), name);
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void Blocks_FitTheAccumulatorsAreAsFewAsPossibleAndBalanced(int lanes) => ForEach(lanes, (name, _, outputs, partials, schedule) =>
    {
        var accumulators = Tiling.For(lanes).RowAccumulators;
        foreach (var run in schedule.Blocks.Where(block => block.Repeat == 1).GroupBy(block => block.Vectors[0].Panel.Width))
        {
            var counts = run.Select(block => block.Vectors.Count).ToList();
            Assert.True(counts.Max() * partials <= accumulators, $"{name}: {counts.Max()} × {partials} sums");
            Assert.True(counts.Max() - counts.Min() <= 1, name + ": " + string.Join(", ", counts));
            var held = accumulators / partials;
            Assert.Equal((counts.Sum() + held - 1) / held, counts.Count);
        }

        Assert.True(schedule.Blocks.Select(block => block.Vectors[0].Panel.Width).Distinct().Count() <= 2, name);
        Assert.All(schedule.Blocks.Where(block => block.Repeat > 1), block => Assert.InRange(block.Vectors.Count * partials, 1, Math.Max(16, 16 / lanes * partials)));
        Assert.True(schedule.Blocks.Sum(block => block.Repeat * block.Vectors.Count * block.Lanes) < outputs + lanes, name);
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void Step_IsAllInputsOfASmallBlockElseEnoughProductsOfWholePartialSums(int lanes) => ForEach(lanes, (name, inputs, _, partials, schedule) =>
    {
        foreach (var block in schedule.Blocks)
        {
            Assert.InRange(block.Step, 1, inputs);
            if (inputs * block.Vectors.Count <= 64)
            {
                Assert.True(block.Step == inputs, name);
            }
            else if (block.Step < inputs)
            {
                // Input k belongs to partial sum k mod P in every turn, so a turn takes whole rounds of them; 16 products hide the counting,
                // twice as many would only be longer code.
                Assert.True(block.Step % partials == 0 && int.IsPow2(block.Step / partials), $"{name}: {block.Step} inputs, {partials} partial sums");
                Assert.True(block.Step * block.Vectors.Count >= 16, name);
                Assert.True(block.Step == Math.Max(4, partials) || block.Step / 2 * block.Vectors.Count < 16, name);
            }
        }
    });

    [Fact]
    public void ReferenceLayers_HaveTheBlocksThatTheyWereMeasuredWith()
    {
        static string Text(int inputs, int outputs, int lanes) => string.Join(" ", Of(inputs, outputs, lanes).Blocks.Select(block => $"{block.Vectors.Count}x{block.Lanes}/{block.Step}"));
        Assert.Equal("1x8/2", Text(2, 8, 16));
        Assert.Equal("1x4/8", Text(8, 1, 16));
        Assert.Equal("2x16/16", Text(16, 32, 16));
        Assert.Equal("4x16/4", Text(64, 64, 16));
        Assert.Equal("4x8/4 4x8/4", Text(64, 64, 8));
        Assert.Equal("8x16/4", Text(784, 128, 16));
    }

    /// <summary>Every layer at one width, and the same with other numbers of partial sums, which other kernels use.</summary>
    private static void ForEach(int lanes, Action<string, int, int, int, RowSchedule> check)
    {
        foreach (var inputs in InputSizes)
        {
            foreach (var outputs in Enumerable.Range(1, Largest).Concat([80, 95, 130, 345, 512]))
            {
                foreach (var partials in new[] { 1, 2, 4, 8, SumOrder.PartialSums(inputs, outputs) }.Distinct())
                {
                    check($"{inputs} -> {outputs}, {partials} partial sums, {lanes} lanes", inputs, outputs, partials,
                        RowSchedule.Of(inputs, new PackedAxis(outputs), partials, lanes, Unroll.Auto));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void ManyBlocks_BecomeALoopOverWholePanels(int lanes)
    {
        var schedule = Of(64, 2048, lanes);
        Assert.True(schedule.Blocks.Count <= 2);
        Assert.True(schedule.Blocks[0].Repeat > 4);
        Assert.Equal(2048, schedule.Blocks.Sum(block => block.Repeat * block.Panels * 16));
    }

    private static RowSchedule Of(int inputs, int outputs, int lanes) =>
        RowSchedule.Of(inputs, new PackedAxis(outputs), SumOrder.PartialSums(inputs, outputs), lanes, Unroll.Auto);
}
