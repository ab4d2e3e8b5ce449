using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

public sealed class TilingTests
{
    [Theory]
    [MemberData(nameof(Sizes.Lanes), MemberType = typeof(Sizes))]
    public void Tile_FitsTheRegisters(int lanes)
    {
        var tiling = Tiling.For(lanes);
        var vectors = tiling.TilePanels * 16 / lanes;

        // The sums, a vector of weights for each column, and the input that they are multiplied by.
        Assert.True((tiling.TileRows * vectors) + vectors + 1 <= Sizes.Registers(lanes));
        Assert.True(tiling.RowAccumulators < Sizes.Registers(lanes));
    }

    [Theory]
    [MemberData(nameof(Sizes.Lanes), MemberType = typeof(Sizes))]
    public void FewerRows_TakeMorePanelsButNoMoreSums(int lanes)
    {
        var tiling = Tiling.For(lanes);
        Assert.All(Sizes.All, rows =>
        {
            var panels = tiling.PanelsFor(rows);
            Assert.True(panels >= tiling.TilePanels);
            Assert.True(panels * Math.Min(rows, tiling.TileRows) <= tiling.TilePanels * tiling.TileRows);
            Assert.True(panels >= tiling.PanelsFor(rows + 1));
        });
    }

    [Theory]
    [InlineData(16, 2, 16, true)]
    [InlineData(16, 4, 16, false)]
    [InlineData(8, 1, 8, false)]
    public void Pass_IsWrittenOutWhereItIsShortAndVectorsAreWide(int lanes, int inputs, int vectors, bool unrolls) =>
        Assert.Equal(unrolls, Tiling.For(lanes).UnrollsPass(inputs, vectors));
}
