namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>Along one axis: where windows begin, and how far apart their taps are.</summary>
/// <param name="Length">Inputs.</param>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Inputs from one window to the next.</param>
/// <param name="Before">Padding in front.</param>
/// <param name="After">Padding behind.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
/// <param name="Ceiling">Whether a last window may hang over.</param>
internal readonly record struct GraphWindow(int Length, int Kernel, int Stride, int Before, int After, int Dilation, bool Ceiling)
{
    /// <summary>An axis without a window, such as the height of a signal.</summary>
    public static GraphWindow None => new(1, 1, 1, 0, 0, 1, false);

    public int Room => Length + Before + After - (Dilation * (Kernel - 1)) - 1;

    /// <summary>How many windows there are. One that begins behind the inputs and the padding in front is left out.</summary>
    public int Count
    {
        get
        {
            var count = ((Room + (Ceiling ? Stride - 1 : 0)) / Stride) + 1;
            return Ceiling && (count - 1) * Stride >= Length + Before ? count - 1 : count;
        }
    }

    /// <summary>The input that a tap reads; it is padding outside of 0 … length - 1.</summary>
    public int At(int window, int tap) => (window * Stride) - Before + (tap * Dilation);

    public bool Has(int place) => place >= 0 && place < Length;

    /// <summary>How much of a window lies on inputs or padding: a mean with padding counted divides by it.</summary>
    public int Counted(int window) => Math.Min((window * Stride) - Before + Kernel, Length + After) - ((window * Stride) - Before);
}

/// <summary>Convolutions and pooling in double precision, with the channels and positions of any axes.</summary>
internal static class WindowFormulas
{
    /// <summary>W * x + b, W as [outputs, inputs / groups, taps]; without b where the parameters end before it.</summary>
    public static double[] Convolution(
        double[] x, ReadOnlySpan<double> parameters, GraphShape from, GraphShape to, GraphWindow rows, GraphWindow columns, int groups)
    {
        var (groupInputs, groupOutputs, taps) = (from.Channels / groups, to.Channels / groups, rows.Kernel * columns.Kernel);
        var bias = to.Channels * groupInputs * taps;
        var y = new double[to.Size];
        for (var channel = 0; channel < to.Channels; channel++)
        {
            for (var position = 0; position < to.Positions; position++)
            {
                var sum = parameters.Length > bias ? parameters[bias + channel] : 0;
                for (var tap = 0; tap < taps; tap++)
                {
                    var line = rows.At(position / to.Width, tap / columns.Kernel);
                    var column = columns.At(position % to.Width, tap % columns.Kernel);
                    for (var input = 0; rows.Has(line) && columns.Has(column) && input < groupInputs; input++)
                    {
                        sum += parameters[(((channel * groupInputs) + input) * taps) + tap]
                            * x[from.At((channel / groupOutputs * groupInputs) + input, (line * from.Width) + column)];
                    }
                }

                y[to.At(channel, position)] = sum;
            }
        }

        return y;
    }

    /// <summary>The largest of each window; where two are equally large, which of them it is shows in the gradient.</summary>
    public static Formula Max(GraphShape from, GraphShape to, GraphWindow rows, GraphWindow columns) => (inputs, _, kinks) =>
        Pool(inputs[0], from, to, rows, columns, (window, _) =>
        {
            window.Sort();
            if (window.Count > 1)
            {
                kinks.Pass(window[^1] - window[^2], 0);
            }

            return window[^1];
        });

    /// <summary>The mean of each window, over what it sees or over padding too.</summary>
    public static Formula Average(GraphShape from, GraphShape to, GraphWindow rows, GraphWindow columns, bool countsPadding) => (inputs, _, _) =>
        Pool(inputs[0], from, to, rows, columns, (window, counted) => window.Sum() / (countsPadding ? counted : window.Count));

    private static double[] Pool(
        double[] x, GraphShape from, GraphShape to, GraphWindow rows, GraphWindow columns, Func<List<double>, int, double> pool)
    {
        var y = new double[to.Size];
        for (var channel = 0; channel < to.Channels; channel++)
        {
            for (var position = 0; position < to.Positions; position++)
            {
                var window = new List<double>();
                for (var tap = 0; tap < rows.Kernel * columns.Kernel; tap++)
                {
                    var line = rows.At(position / to.Width, tap / columns.Kernel);
                    var column = columns.At(position % to.Width, tap % columns.Kernel);
                    if (rows.Has(line) && columns.Has(column))
                    {
                        window.Add(x[from.At(channel, (line * from.Width) + column)]);
                    }
                }

                y[to.At(channel, position)] = pool(window, rows.Counted(position / to.Width) * columns.Counted(position % to.Width));
            }
        }

        return y;
    }
}
