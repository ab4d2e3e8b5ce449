using NeuralLearn.Compiled.Generator.Activations;
using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

public sealed class BatchScheduleTests
{
    private static readonly Elementwise?[] Functions = [null, ActivationCatalog.LeakyReLU(0.01), Elementwise.Sigmoid];

    [Theory]
    [MemberData(nameof(Sizes.Lanes), MemberType = typeof(Sizes))]
    public void Tiles_CoverEveryOutputOnceAndFitTheRegisters(int lanes)
    {
        foreach (var outputs in Sizes.All)
        {
            foreach (var function in Functions)
            {
                var schedule = BatchSchedule.Of(2 * Tiling.CachedWeights, new PackedAxis(outputs), lanes, function);
                Sizes.AssertCoverOnce(outputs, schedule.Tiles.SelectMany(Runs));
                Sizes.AssertCoverOnce(outputs, schedule.FewTiles.SelectMany(Runs));
                Assert.All(schedule.Tiles, tile => Assert.Equal(0, BatchSchedule.RowsAtOnce % tile.Rows));
                Assert.All(schedule.FewTiles, tile => Assert.Equal(0, BatchSchedule.FewRows % tile.Rows));
                Assert.All(schedule.Tiles.Concat(schedule.FewTiles), tile =>
                    Assert.InRange(tile.Sums + tile.Vectors.Count + 1, 3, Sizes.Registers(lanes)));
                Assert.All(schedule.Tiles.Concat(schedule.FewTiles), tile =>
                    Assert.All(Enumerable.Range(1, 8), perTurn => Assert.Equal(0, tile.Rows % BatchSchedule.RowsPerTurn(tile, perTurn))));
                Assert.Equal(Text(schedule), Text(BatchSchedule.Of(2 * Tiling.CachedWeights, new PackedAxis(outputs), lanes, function)));
            }
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(Tiling.CachedWeights, 0)]
    [InlineData(Tiling.CachedWeights + 16, 1)]
    public void RowsLeftOver_HaveTilesWhereWeightsAreMoreThanTheFirstCacheHolds(int weights, int tiles) =>
        Assert.Equal(tiles, BatchSchedule.Of(weights, new PackedAxis(32), 16, null).FewTiles.Count);

    [Theory]
    [InlineData(16, 32, "0+16x1 8r")] // npc: a hidden layer is one tile of 8 rows × 2 vectors
    [InlineData(8, 32, "0x2 4r")]
    [InlineData(4, 32, "0x2 2r")]
    [InlineData(16, 4, "0x1 8r")] // npc: the outputs fill a quarter of a vector
    [InlineData(16, 10, "0x1 8r")] // digits: one vector of outputs needs eight rows for eight sums
    [InlineData(8, 10, "0x1 4r")]
    [InlineData(16, 128, "0+16x4 8r")] // digits
    [InlineData(16, 1024, "0+16x32 8r")]
    [InlineData(16, 50, "0+16x1 8r, 32x1 8r, 48x1 8r")]
    public void ReferenceLayers_HaveTheTilesThatWereMeasured(int lanes, int outputs, string tiles) =>
        Assert.Equal(tiles, Text(BatchSchedule.Of(0, new PackedAxis(outputs), lanes, null)));

    [Fact]
    public void LongFunction_TakesEightSumsAndALoopWhereThereAreMore()
    {
        var sigmoid = Elementwise.Sigmoid;
        Assert.Equal("0+16x2 4r", Text(BatchSchedule.Of(0, new PackedAxis(64), 16, sigmoid)));
        Assert.All(Sizes.All, outputs =>
        {
            var schedule = BatchSchedule.Of(0, new PackedAxis(outputs), 4, sigmoid);
            Assert.All(schedule.Tiles, tile => Assert.InRange(tile.Sums, 1, 8));
            Assert.True(schedule.ActivationsPerTurn > 0 || schedule.Tiles.Sum(tile => tile.Sums) * RowCost.Locals(sigmoid) <= RowCost.LocalsOfActivations(4));
        });
    }

    internal static IEnumerable<(int Column, int Lanes)> Runs(RegisterTile tile) => Enumerable.Range(0, tile.Repeat)
        .SelectMany(turn => tile.Vectors.Select(vector => (vector.Panel.Start + vector.Lane + (turn * tile.Panels.Count * 16), tile.Lanes)));

    private static string Text(BatchSchedule schedule) => string.Join(", ", schedule.Tiles.Select(tile =>
        $"{string.Join('+', tile.Panels.Select(panel => panel.Start))}x{tile.Repeat} {tile.Rows}r"));
}
