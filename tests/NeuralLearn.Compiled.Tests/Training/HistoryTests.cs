using System.Globalization;
using System.Xml.Linq;
using NeuralLearn.Compiled.Tests.Data;

namespace NeuralLearn.Compiled.Tests.Training;

/// <summary>Tables and pictures of a training.</summary>
public sealed class HistoryTests
{
    [Fact]
    public void Csv_InAnyCulture_ReadsBack()
    {
        var history = History([2.5, 0.1, double.NaN], [1, 1e-20, double.PositiveInfinity]);
        using var culture = new ForeignCulture();
        Assert.Equal(
            "epoch,loss,validation_loss,accuracy,mean_absolute_error,r_squared,learning_rate,steps,skipped_steps,seconds\n"
            + "1,2.5,1,0.5,,,0.001,10,0,1.500\n2,0.1,1E-20,0.5,,,0.001,20,0,1.500\n3,NaN,Infinity,0.5,,,0.001,30,0,1.500\n",
            history.ToCsv());
    }

    public static TheoryData<double[]> Losses =>
    [
        Array.Empty<double>(), new[] { 1.0 }, new[] { 0.0 }, new[] { 0.0, 0.0 }, new[] { 3.0, 2, 1 }, new[] { 1e6, 1e-6 }, new[] { -5.0, 5 },
        new[] { double.NaN }, new[] { 1, double.NaN, 2 }, new[] { double.PositiveInfinity, 1, 2 }, new[] { 1e308, -1e308 }, new[] { 5e-324, 1e308 },
        new[] { 1e308, 1.7e308 }, new[] { 1e-310, 2e-310 }, new[] { 1, 1 + 1e-16, 1 + 3e-16 }, new[] { 12345678.0, 12345679 },
    ];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Svg_OfAnyLosses_IsWellFormedAndInsideItsFrame(double[] losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        var text = History(losses, losses).ToSvg();
        var svg = XDocument.Parse(text);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
        foreach (var attribute in svg.Descendants().Attributes().Where(a => a.Name.LocalName is "x" or "y" or "cx" or "cy"))
        {
            Assert.InRange(double.Parse(attribute.Value, CultureInfo.InvariantCulture), 0, 720);
        }
    }

    [Fact]
    public void Svg_IsTheSameInEveryCulture_AndEscapesItsTitle()
    {
        var history = History([2.5, 0.1, 0.7], [1, 1, 1]);
        var text = history.ToSvg("a < b & \"c\" \u0001");
        using (new ForeignCulture("\u066B", "\u061C-"))
        {
            Assert.Equal(text, history.ToSvg("a < b & \"c\" \u0001"));
        }

        Assert.Equal(
            "a < b & \"c\" \\u0001", XDocument.Parse(text, LoadOptions.PreserveWhitespace).Descendants().First(e => e.Name.LocalName == "title").Value);
        Assert.Contains("prefers-color-scheme:dark", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Svg_OverMoreThanTwoDecades_IsLogarithmic()
    {
        Assert.Contains("loss (logarithmic)", History([100, 0.5], [1, 1]).ToSvg(), StringComparison.Ordinal);
        Assert.DoesNotContain("loss (logarithmic)", History([99, 1], [1, 1]).ToSvg(), StringComparison.Ordinal);
        Assert.DoesNotContain("loss (logarithmic)", History([1000, 0], [1, 1]).ToSvg(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0.13, 2.6, 6, "0.0 0.5 1.0 1.5 2.0 2.5 3.0")]
    [InlineData(0, 97, 5, "0 20 40 60 80 100")]
    public void Ticks_AreNiceNumbers(double least, double most, int wanted, string texts)
    {
        Assert.Equal(texts, string.Join(' ', AxisTicks.Linear(least, most, wanted).Texts));
    }

    [Fact]
    public void Ticks_OfEpochs_AreWhole()
    {
        Assert.Equal(["1", "2", "3"], AxisTicks.Linear(1, 3, 8, isWhole: true).Texts);
    }

    private static TrainingHistory History(double[] losses, double[] validation) => new([.. losses.Select((loss, i) => new EpochReport
    {
        Epoch = i + 1,
        Loss = loss,
        Validation = new Metrics { Rows = 10, Loss = validation[i], Accuracy = 0.5 },
        LearningRate = 1e-3f,
        Steps = 10 * (i + 1),
        Duration = TimeSpan.FromSeconds(1.5),
    })]);
}
