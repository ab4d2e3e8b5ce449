using System.Globalization;

namespace NeuralLearn.Compiled.Tool.Training;

/// <summary>The rows to learn from, and those held back.</summary>
internal sealed record TrainingRows(Dataset Training, Dataset? Validation)
{
    /// <summary>Whether every row has a class, so that classes can keep their shares in both parts.</summary>
    private static bool CanStratify(Dataset rows)
    {
        if (!rows.HasLabels)
        {
            return false;
        }

        for (var row = 0; row < rows.Count; row++)
        {
            if (rows.Label(row) < 0)
            {
                return false;
            }
        }

        return true;
    }

    public static TrainingRows Of(TrainRequest request, CsvData data, NetworkInfo info)
    {
        var rows = data.Read(info);
        if (!double.TryParse(request.Validation, NumberStyles.Float, CultureInfo.InvariantCulture, out var share))
        {
            var other = CsvData.Open(request.Data with { Path = request.Validation }, data.TargetNames.Count);
            if (!other.InputNames.SequenceEqual(data.InputNames) || !other.TargetNames.SequenceEqual(data.TargetNames))
            {
                throw new ToolFailure($"{other.FileName} has other columns than {data.FileName}: inputs {string.Join(", ", other.InputNames)}; to be learnt {string.Join(", ", other.TargetNames)}.");
            }

            return new TrainingRows(rows, other.Read(info, rows.ClassNames));
        }

        if (!(share is >= 0 and < 1))
        {
            throw new ToolFailure($"--validation {request.Validation}: a share of the rows lies between 0 and 1; 0 holds none back.", ExitCode.Usage);
        }

        if (share == 0)
        {
            return new TrainingRows(rows, null);
        }

        var (training, validation) = Refusals.Said(() => rows.Split(1 - share, request.Seed, CanStratify(rows)), " --validation 0 holds no rows back.");
        return new TrainingRows(training, validation);
    }

    /// <summary>The largest input by its distance from 0, for advice.</summary>
    public float LargestInput()
    {
        var largest = 0f;
        for (var row = 0; row < Training.Count; row++)
        {
            foreach (var value in Training.Input(row))
            {
                largest = Math.Max(largest, Math.Abs(value));
            }
        }

        return largest;
    }
}
