using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

public sealed class PackedAxisTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(1, 65)];

    [Theory]
    [InlineData(1, 4, 4)]
    [InlineData(4, 4, 4)]
    [InlineData(5, 8, 8)]
    [InlineData(8, 8, 8)]
    [InlineData(9, 16, 16)]
    [InlineData(16, 16, 16)]
    [InlineData(17, 20, 32)]
    [InlineData(20, 20, 32)]
    [InlineData(21, 24, 32)]
    [InlineData(25, 32, 32)]
    [InlineData(32, 32, 32)]
    [InlineData(33, 36, 48)]
    [InlineData(64, 64, 64)]
    [InlineData(65, 68, 80)]
    public void Length_GivesWidthAndStride(int length, int width, int stride)
    {
        var axis = new PackedAxis(length);
        Assert.Equal(width, axis.Width);
        Assert.Equal(stride, axis.Stride);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Panels_CoverTheAxisWithoutGapsAndCountEveryRealLaneOnce(int length)
    {
        var axis = new PackedAxis(length);
        var next = 0;
        var index = 0;
        foreach (var panel in axis.Panels)
        {
            Assert.Equal(index++, panel.Index);
            Assert.Equal(next, panel.Start);
            Assert.Contains(panel.Width, (int[])[4, 8, 16]);
            Assert.InRange(panel.Valid, 1, panel.Width);
            next += panel.Width;
        }

        Assert.Equal(axis.Width, next);
        Assert.Equal(length, axis.Panels.Sum(panel => panel.Valid));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void OnlyTheLastPanel_IsPartlyFilled(int length)
    {
        var panels = new PackedAxis(length).Panels.ToList();
        Assert.All(panels.SkipLast(1), panel => Assert.Equal((16, 16), (panel.Width, panel.Valid)));
        var last = panels[^1];
        Assert.True(last.Width == 4 || last.Valid > last.Width / 2, "A narrower panel would do: " + last);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Stride_HoldsTheWidthAndIsAWholeNumberOfVectors(int length)
    {
        var axis = new PackedAxis(length);
        Assert.True(axis.Stride >= axis.Width);
        Assert.Equal(0, axis.Stride % Math.Min(16, axis.Width));
        Assert.True(axis.Stride < axis.Width + 16);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void DenseAxis_IsOneWhoseRowsHaveNoPadding(int length) =>
        Assert.Equal(length is 4 or 8 || length % 16 == 0, new PackedAxis(length).IsDense);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Tail_ExistsUnlessThePanelsAreFull(int length)
    {
        var axis = new PackedAxis(length);
        Assert.Equal(length % 16 == 0, axis.Tail is null);
        Assert.Equal(axis.Tail?.Width ?? 0, axis.TailWidth);
        Assert.Equal(length / 16, axis.FullPanels);
    }
}
