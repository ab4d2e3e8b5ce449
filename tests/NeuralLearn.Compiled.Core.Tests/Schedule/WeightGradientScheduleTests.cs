using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

public sealed class WeightGradientScheduleTests
{
    [Theory]
    [MemberData(nameof(Sizes.Lanes), MemberType = typeof(Sizes))]
    public void Tiles_CoverEveryLaneOnceAndFitTheRegisters(int lanes)
    {
        foreach (var rows in (int[])[1, 2, 3, 4, 7, 8, 64])
        {
            foreach (var length in Sizes.All)
            {
                var schedule = WeightGradientSchedule.Of(rows, new PackedAxis(length), new PackedAxis(length), lanes);
                Sizes.AssertCoverOnce(length, schedule.Tiles.SelectMany(BatchScheduleTests.Runs));
                Assert.All(schedule.Tiles, tile =>
                {
                    // With one row, each vector of the other factor is used once and may be read where it is multiplied.
                    Assert.InRange(tile.Rows, 1, rows);
                    Assert.InRange(tile.Sums + (tile.Rows > 1 ? tile.Vectors.Count : 0) + 1, 2, Sizes.Registers(lanes));
                });
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes.Lanes), MemberType = typeof(Sizes))]
    public void BiasBlocks_CoverEveryOutputOnceAndRepeatWholeVectorsOnly(int lanes)
    {
        foreach (var outputs in Sizes.All)
        {
            var blocks = WeightGradientSchedule.Of(8, new PackedAxis(outputs), new PackedAxis(outputs), lanes).BiasBlocks;
            Sizes.AssertCoverOnce(outputs, blocks.SelectMany(block => Enumerable.Range(0, block.Repeat)
                .SelectMany(turn => block.Vectors.Select(vector => (vector.Column + (turn * block.Vectors.Count * lanes), vector.Lanes)))));
            Assert.All(blocks, block => Assert.InRange(block.Vectors.Count, 1, WeightGradientSchedule.BiasVectors));
            Assert.All(blocks.Where(block => block.Repeat > 1), block => Assert.All(block.Vectors, vector => Assert.Equal(lanes, vector.Lanes)));

            // What the vectors hold is the bias's own memory: beside a narrow tail lies another tensor's padding.
            Assert.All(blocks.SelectMany(block => block.Vectors), vector => Assert.True(vector.Column + vector.Lanes <= new PackedAxis(outputs).Width));
            Assert.All(blocks.Where(block => block.Repeat > 1),
                block => Assert.True(block.Repeat * block.Vectors.Count * lanes <= new PackedAxis(outputs).Width));
        }
    }
}
