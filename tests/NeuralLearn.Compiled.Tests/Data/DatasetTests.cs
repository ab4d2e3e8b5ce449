namespace NeuralLearn.Compiled.Tests.Data;

/// <summary>Rows, parts of them, and other columns.</summary>
public sealed class DatasetTests
{
    [Theory]
    [InlineData(10, 0.7f, 3)]
    [InlineData(10, 0.8f, 2)]
    [InlineData(10, 0.9f, 1)]
    [InlineData(10, 0.1f, 9)]
    [InlineData(100, 0.8f, 20)]
    [InlineData(150, 0.7f, 45)]
    [InlineData(1000, 0.29f, 710)]
    [InlineData(3, 0.5f, 2)]
    [InlineData(7, 0.8f, 2)]
    [InlineData(10, 0.75f, 3)]
    [InlineData(3, 1f / 3, 2)]
    [InlineData(9, 2f / 3, 3)]
    public void Split_GivesTheSecondPartWhatIsLeftRoundedUp(int rows, float fraction, int second)
    {
        var (first, rest) = Numbered(rows).Split(fraction);
        Assert.Equal(second, rest.Count);
        Assert.Equal(rows - second, first.Count);
        Assert.Equal(Enumerable.Range(0, rows).Select(row => (float)row), Numbers(first).Concat(Numbers(rest)).Order());
    }

    [Fact]
    public void Split_OfDoubleAndFloat_IsTheSame()
    {
        for (var percent = 1; percent < 100; percent++)
        {
            for (var rows = 2; rows < 300; rows += 7)
            {
                var second = (int)Math.Ceiling((100 - percent) * rows / 100m);
                if (second > 0 && second < rows)
                {
                    Assert.Equal(second, Numbered(rows).Split(percent / 100f).Second.Count);
                    Assert.Equal(second, Numbered(rows).Split(percent / 100.0).Second.Count);
                }
            }
        }
    }

    [Fact]
    public void Split_IsAFunctionOfTheSeed()
    {
        Assert.Equal(Numbers(Numbered(50).Split(0.5, 3).First), Numbers(Numbered(50).Split(0.5, 3).First));
        Assert.NotEqual(Numbers(Numbered(50).Split(0.5, 3).First), Numbers(Numbered(50).Split(0.5, 4).First));

        // Part of the contract, the same in every version: worked out by another implementation of Philox, in Python.
        Assert.Equal(
            [5f, 8, 6, 3, 1, 2, 9, 4, 0, 7], Numbers(Numbered(10).Split(0.5, 1).First).Concat(Numbers(Numbered(10).Split(0.5, 1).Second)));
    }

    [Fact]
    public void Split_Stratified_KeepsEveryClassesShare()
    {
        // 60, 30 and 10 rows of three classes.
        var labels = Enumerable.Range(0, 100).Select(row => row % 10 == 0 ? 2 : row % 10 < 4 ? 1 : 0).ToArray();
        var data = new Dataset(new float[100], 1, labels);
        for (var seed = 0UL; seed < 20; seed++)
        {
            var (first, second) = data.Split(0.8f, seed, stratify: true);
            Assert.Equal([48, 24, 8], Counts(first));
            Assert.Equal([12, 6, 2], Counts(second));
        }

        // 0.25 of them: 15, 7.5 and 2.5; the remainders are equal, the lower class gives.
        Assert.Equal([15, 8, 2], Counts(data.Split(0.75f, 1, stratify: true).Second));
        static int[] Counts(Dataset part) => [.. Enumerable.Range(0, 3).Select(c => Enumerable.Range(0, part.Count).Count(row => part.Label(row) == c))];
    }

    [Fact]
    public void Split_ThatCannotBe_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(10).Split(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(10).Split(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(10).Split(double.NaN));
        Assert.Throws<ArgumentException>(() => Numbered(1).Split(0.5));
        Assert.Throws<ArgumentException>(() => Numbered(3).Split(0.01));
        Assert.Throws<ArgumentException>(() => Numbered(10).Split(0.5, stratify: true));
    }

    [Fact]
    public void Parts_OfParts_AreTheRightRows()
    {
        var data = new Dataset(new float[] { 0, 1, 2, 3, 4 }, 1, new[] { 0, 10, 20, 30, 40 })
        {
            RowWeights = new float[] { 0, 100, 200, 300, 400 },
            Lengths = new[] { 1, 2, 3, 4, 5 },
            ClassNames = ["a"],
        };
        var part = data.Select([4, 3, 1]).Slice(1, 2);
        Assert.Equal([3f, 1], Numbers(part));
        Assert.Equal(30, part.Label(0));
        Assert.Equal([300f, 100], part.RowWeights.ToArray());
        Assert.Equal([4, 2], part.Lengths.ToArray());
        Assert.Equal(["a"], part.ClassNames);
        part = data.Slice(1, 3).Select([2]);
        Assert.Equal([3f], Numbers(part));
        Assert.Equal([300f], part.RowWeights.ToArray());
        Assert.True(data.Slice(1, 3).IsContiguous);
        Assert.Throws<ArgumentOutOfRangeException>(() => part.Input(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Slice(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Select([5]));
    }

    [Fact]
    public void OneHot_HasAOneAtTheLabel()
    {
        var data = new Dataset(new float[3], 1, new[] { 2, 0, 1 }).OneHot();
        Assert.Equal([0f, 0, 1], data.Target(0).ToArray());
        Assert.Equal([1f, 0, 0], data.Target(1).ToArray());
        Assert.False(data.HasLabels);
        Assert.Equal(5, new Dataset(new float[3], 1, new[] { 2, 0, 1 }).OneHot(5).TargetSize);
        Assert.Throws<ArgumentException>(() => new Dataset(new float[3], 1, new[] { 2, 0, 1 }).OneHot(2));
        Assert.Throws<ArgumentException>(() => new Dataset(new float[1], 1, new[] { -100 }).OneHot(2));
        Assert.Throws<InvalidOperationException>(() => Numbered(2).OneHot());
    }

    [Fact]
    public void ArgumentsThatDoNotFit_AreNamedWithBothNumbers()
    {
        Assert.Contains(
            "5 input values, which are not whole rows of 2", Message(() => Dataset.Unlabelled(new float[5], 2)), StringComparison.Ordinal);
        Assert.Contains("3 labels for 2 rows", Message(() => new Dataset(new float[4], 2, new int[3])), StringComparison.Ordinal);
        Assert.Contains("2 rows of 3 need 6", Message(() => new Dataset(new float[4], 2, new float[4], 3)), StringComparison.Ordinal);
        Assert.Contains(
            "has 3 values; there are 2 rows", Message(() => new Dataset(new float[4], 2, new int[2]) { RowWeights = new float[3] }), StringComparison.Ordinal);
        Assert.Contains(
            "row 1 is 0", Message(() => new Dataset(new float[4], 2, new int[2]) { Lengths = new[] { 1, 0 } }), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Dataset.Unlabelled(new float[4], 0));
        static string Message(Func<Dataset> make) => Assert.Throws<ArgumentException>(make).Message;
    }

    [Fact]
    public void Standardize_IsScikitLearnsScaler()
    {
        // StandardScaler().fit([[0, 0, 5], [0, 0, 5], [1, 3, 5], [1, 9, 5]]): mean [.5, 3, 5], scale [.5, 3.674…, 1].
        var data = Dataset.Unlabelled(new float[] { 0, 0, 5, 0, 0, 5, 1, 3, 5, 1, 9, 5 }, 3);
        var scaled = data.Standardize(out var standardization);
        Assert.Equal([0.5f, 3, 5], standardization.Mean.ToArray());
        Assert.Equal(0.5f, standardization.Deviation[0]);
        Assert.Equal(Math.Sqrt(13.5), standardization.Deviation[1], 1e-6);
        Assert.Equal(1f, standardization.Deviation[2]);
        Assert.Equal([-1f, (0 - 3f) / (float)Math.Sqrt(13.5), 0], scaled.Input(0).ToArray());
        var other = standardization.Apply(new Dataset(new float[] { 2, 3, 7 }, 3, new[] { 4 }) { ClassNames = ["x"] });
        Assert.Equal([3f, 0, 2], other.Input(0).ToArray());
        Assert.Equal(4, other.Label(0));
        Assert.Equal(["x"], other.ClassNames);
        Assert.Throws<ArgumentException>(() => standardization.Apply(Numbered(4)));
    }

    [Fact]
    public void Standardize_OfAFeatureThatNeverChanges_DoesNotDivideByRounding()
    {
        var data = Dataset.Unlabelled(Enumerable.Repeat(0.1f, 1001).ToArray(), 1);
        var scaled = data.Standardize(out var standardization);
        Assert.Equal(1f, standardization.Deviation[0]);
        Assert.Equal(0f, scaled.Input(500)[0]);
    }

    [Fact]
    public void Standardize_OfSequences_MeasuresTheStepsThatAreUsed()
    {
        var data = Dataset.Unlabelled(new float[] { 1, 10, 3, 30, /**/ 5, 50, 99, 99 }, 4);
        var standardization = Standardization.Of(new Dataset(data.Inputs(), 4, new int[2]) { Lengths = new[] { 2, 1 } }, features: 2);
        Assert.Equal([3f, 30], standardization.Mean.ToArray());
        Assert.Equal(Math.Sqrt(8.0 / 3), standardization.Deviation[0], 1e-6);
    }

    private static Dataset Numbered(int rows) => Dataset.Unlabelled(Enumerable.Range(0, rows).Select(row => (float)row).ToArray(), 1);

    private static float[] Numbers(Dataset data) => [.. Enumerable.Range(0, data.Count).Select(row => data.Input(row)[0])];
}
