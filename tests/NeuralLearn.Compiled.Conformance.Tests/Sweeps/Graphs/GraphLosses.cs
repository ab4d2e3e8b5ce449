using System.Globalization;
using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>What the last layers must make for a loss.</summary>
internal enum GraphEnding
{
    Anything,
    Scores,
    Probabilities,
    LogProbabilities,
}

/// <summary>What a target is.</summary>
internal enum GraphTarget
{
    Values,
    Shares,
    Distribution,
    Label,
}

/// <summary>The loss of one row; with a label the target is 1 at the class and 0 elsewhere.</summary>
internal delegate double RowLoss(double[] y, double[] target, KinkWatch kinks);

/// <summary>A kind of loss, with the argument and the formula that a number leads to.</summary>
internal sealed record GraphLoss(
    string Attribute, GraphEnding Ending, GraphTarget Target, bool DividesByOutputs, string Argument, Func<double, RowLoss> Formula)
{
    /// <summary>Losses whose returned value is 0: the caller's.</summary>
    public bool HasNoValue => Attribute == "ExternalLoss";

    public bool ChoosesClasses => Target == GraphTarget.Label || Attribute == "CrossEntropyLoss";
}

/// <summary>The losses that random graphs end with.</summary>
internal static class GraphLosses
{
    /// <summary>One line a loss, as with layers.</summary>
    private static readonly GraphLoss[] Table =
    [
        new("CrossEntropyLoss", GraphEnding.Scores, GraphTarget.Label, false, "LabelSmoothing", CrossEntropy),
        new("CrossEntropyLoss", GraphEnding.Scores, GraphTarget.Distribution, false, "LabelSmoothing", CrossEntropy),
        new("NegativeLogLikelihoodLoss", GraphEnding.LogProbabilities, GraphTarget.Label, false, "", _ => Sum((y, t) => -t * y)),
        new("BinaryCrossEntropyLoss", GraphEnding.Probabilities, GraphTarget.Shares, true, "",
            _ => Sum((y, t) => (-t * Math.Log(y)) - ((1 - t) * Math.Log(1 - y)))),
        new("BinaryCrossEntropyWithLogitsLoss", GraphEnding.Scores, GraphTarget.Shares, true, "PositiveWeight",
            weight => Sum((y, t) => (weight * t * Formulas.LogOnePlusExp(-y)) + ((1 - t) * Formulas.LogOnePlusExp(y)))),
        new("MeanSquaredErrorLoss", GraphEnding.Anything, GraphTarget.Values, true, "", _ => Sum((y, t) => (y - t) * (y - t))),
        new("HalfSquaredErrorLoss", GraphEnding.Anything, GraphTarget.Values, false, "", _ => Sum((y, t) => 0.5 * (y - t) * (y - t))),
        new("MeanAbsoluteErrorLoss", GraphEnding.Anything, GraphTarget.Values, true, "", _ => Sum((y, t) => Math.Abs(y - t), 0)),
        new("HuberLoss", GraphEnding.Anything, GraphTarget.Values, true, "Delta", delta => Sum((y, t) => Huber(y - t, delta))),
        new("SmoothL1Loss", GraphEnding.Anything, GraphTarget.Values, true, "Beta", beta => Sum((y, t) => Huber(y - t, beta) / beta)),
        new("KLDivergenceLoss", GraphEnding.LogProbabilities, GraphTarget.Distribution, false, "",
            _ => Sum((y, t) => t > 0 ? t * (Math.Log(t) - y) : 0)),
        new("ExternalLoss", GraphEnding.Anything, GraphTarget.Values, false, "", _ => Sum((y, upstream) => y * upstream)),
    ];

    /// <summary>Losses of the library that no graph ends with, and why.</summary>
    public static IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CustomLoss"] = "its formula is a method, which the tests of functions check",
        ["HingeLoss"] = "its target is a label or a sign by the number of outputs",
    };

    public static IReadOnlyList<GraphLoss> Available { get; } = [.. Table.Where(loss => RuntimeSurface.Current.Attribute(loss.Attribute) is not null)];

    /// <summary>The text of an argument between 0.1 and 0.9, and the formula with it; most have none.</summary>
    public static (string Text, RowLoss Formula) Draw(GraphLoss loss, Random random)
    {
        if (loss.Argument.Length == 0)
        {
            return ("", loss.Formula(0));
        }

        var number = Math.Round(0.1 + (0.8 * random.NextDouble()), 2);
        return (string.Create(CultureInfo.InvariantCulture, $"{loss.Argument} = {number}"), loss.Formula(number));
    }

    private static RowLoss CrossEntropy(double smoothing) => (y, target, _) =>
    {
        var logarithms = Formulas.LogSoftmax(y);
        return -logarithms.Select((value, i) => ((target[i] * (1 - smoothing)) + (smoothing / y.Length)) * value).Sum();
    };

    private static double Huber(double distance, double limit) => Math.Abs(distance) <= limit
        ? 0.5 * distance * distance
        : limit * (Math.Abs(distance) - (0.5 * limit));

    /// <summary>Summed over the outputs; kinks are those of the distance.</summary>
    private static RowLoss Sum(Func<double, double, double> element, params double[] kinks) => (y, target, watch) =>
    {
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
        {
            watch.Pass(y[i] - target[i], kinks);
            sum += element(y[i], target[i]);
        }

        return sum;
    };
}
