namespace NeuralLearn.Compiled;

/// <summary>Whether rows are what a network learns from, said before the first step.</summary>
internal static class RowCheck
{
    public static void Source(NetworkInfo info, RowSource source, string name)
    {
        if (source.InputSize != info.InputSize)
        {
            throw new ArgumentException($"The rows have {source.InputSize} input values; {info.Name} takes {info.InputSize}.", name);
        }

        if (source.RowCount == 0)
        {
            throw new ArgumentException("There are no rows.", name);
        }

        if (!info.MakesItsTarget)
        {
            Target(info, source, name);
        }

        if (source is Dataset data && UsesLabels(info, source))
        {
            var classes = Classes(info);
            for (var row = 0; row < data.Count; row++)
            {
                Label(info, classes, data.Label(row), row, name);
            }
        }
    }

    /// <summary>What the network is not told: it makes its own target.</summary>
    public static void Prepare(NetworkInfo info, ref NetworkRows rows)
    {
        if (info.MakesItsTarget)
        {
            rows.Targets = default;
            rows.Labels = default;
            return;
        }

        var labels = rows.Labels;
        var classes = Classes(info);
        for (var row = 0; row < labels.Length; row++)
        {
            Label(info, classes, labels[row], row, "data");
        }
    }

    private static bool UsesLabels(NetworkInfo info, RowSource source) => source.HasLabels && !info.MakesItsTarget;

    private static void Target(NetworkInfo info, RowSource source, string name)
    {
        if (source.HasLabels)
        {
            if (!info.TakesLabels)
            {
                throw new ArgumentException(
                    $"The rows have labels; {info.Name} learns from targets of {info.TargetSize} values. Dataset.OneHot makes targets of labels.",
                    name);
            }
        }
        else if (source.TargetSize == 0)
        {
            throw new ArgumentException(
                $"The rows have neither labels nor targets; {info.Name} learns from "
                + $"{(info.TakesLabels ? "labels" : $"targets of {info.TargetSize} values")}.",
                name);
        }
        else if (source.TargetSize != info.TargetSize)
        {
            throw new ArgumentException(
                $"The rows have {source.TargetSize} target values; {info.Name} learns from {(info.TargetSize == 0 ? "labels" : info.TargetSize)}.",
                name);
        }
    }

    private static int Classes(NetworkInfo info) => info.Outputs[0].Meaning switch
    {
        OutputMeaning.Classes => info.Outputs[0].Shape[^1],
        OutputMeaning.YesOrNo => 2,
        _ => int.MaxValue,
    };

    private static void Label(NetworkInfo info, int classes, int label, int row, string name)
    {
        if ((uint)label >= (uint)classes && label != info.IgnoredLabel)
        {
            throw new ArgumentException($"The label of row {row} is {label}; the classes of {info.Name} are 0 to {classes - 1}.", name);
        }
    }
}
