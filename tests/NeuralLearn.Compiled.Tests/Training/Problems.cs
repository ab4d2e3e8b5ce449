namespace NeuralLearn.Compiled.Tests.Training;

/// <summary>Small problems that a linear network solves.</summary>
internal static class Problems
{
    /// <summary>Points around the corners of a triangle; class 0, 1 or 2.</summary>
    public static Dataset Triangle(int rows = 90)
    {
        var (inputs, labels) = (new float[rows * 2], new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            var label = row % 3;
            labels[row] = label;
            inputs[row * 2] = (label == 0 ? -2 : label == 1 ? 2 : 0) + Noise(row);
            inputs[(row * 2) + 1] = (label == 2 ? 2 : -1) + Noise(row + 1000);
        }

        return new Dataset(inputs, 2, labels) { ClassNames = ["left", "right", "top"] };
    }

    /// <summary>y = 3x - 1, z = -x + 2.</summary>
    public static Dataset Lines(int rows = 50)
    {
        var (inputs, targets) = (new float[rows], new float[rows * 2]);
        for (var row = 0; row < rows; row++)
        {
            inputs[row] = Noise(row) * 2;
            targets[row * 2] = (3 * inputs[row]) - 1;
            targets[(row * 2) + 1] = 2 - inputs[row];
        }

        return new Dataset(inputs, 1, targets, 2);
    }

    /// <summary>Rows whose only input is their number.</summary>
    public static Dataset Numbered(int rows, int batchIndependentTarget = 0)
    {
        var inputs = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            inputs[row] = row;
        }

        return new Dataset(inputs, 1, Enumerable.Repeat((float)batchIndependentTarget, rows).ToArray(), 1);
    }

    public static LinearNetwork Classifier() => new(2, 3, OutputMeaning.Classes);

    public static LinearNetwork Regression() => new(1, 2, OutputMeaning.Values);

    /// <summary>For rows of one number and one target; learns so slowly that numbers up to 100 do it no harm.</summary>
    public static LinearNetwork Slow(string buffer = "rows") => new(1, 1, OutputMeaning.Values, buffer) { LearningRate = 1e-6f };

    private static float Noise(int row) => (unchecked((uint)row * 2654435761u) % 1001 / 1000f) - 0.5f;
}
