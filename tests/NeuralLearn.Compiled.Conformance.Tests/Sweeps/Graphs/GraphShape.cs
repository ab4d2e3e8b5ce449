namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>What the axes of a result are.</summary>
internal enum GraphAxes
{
    Vector,
    Signal,
    Image,
    Sequence,
    Indices,
}

/// <summary>Axes and lengths of a result; what a layer does at positions, it does to channels, and a vector is one position.</summary>
internal readonly record struct GraphShape(GraphAxes Axes, int Channels, int Height, int Width)
{
    public int Positions => Height * Width;

    public int Size => Channels * Positions;

    /// <summary>How an input with these axes is declared.</summary>
    public string Declaration => Axes switch
    {
        GraphAxes.Vector => $"[Input({Channels})]",
        GraphAxes.Image => $"[Input({Channels}, {Height}, {Width})]",
        GraphAxes.Signal => $"[Input({Channels}, {Width}, Kind = InputKind.Signal)]",
        GraphAxes.Sequence => $"[Input({Width}, {Channels}, Kind = InputKind.Sequence)]",
        _ => $"[Input({Width}, Kind = InputKind.Indices)]",
    };

    public static GraphShape Vector(int features) => new(GraphAxes.Vector, features, 1, 1);

    public static GraphShape Sequence(int steps, int features) => new(GraphAxes.Sequence, features, 1, steps);

    public static GraphShape Signal(int channels, int length) => new(GraphAxes.Signal, channels, 1, length);

    /// <summary>Where a number lies in the row-major order of the axes.</summary>
    public int At(int channel, int position) => Axes == GraphAxes.Sequence ? (position * Channels) + channel : (channel * Positions) + position;

    /// <summary>The formula of a vector of channels, taken at each position.</summary>
    public Formula AtEachPosition(Formula formula, GraphShape result)
    {
        var source = this;
        return (inputs, parameters, kinks) =>
        {
            var y = new double[result.Size];
            var x = new double[source.Channels];
            for (var position = 0; position < source.Positions; position++)
            {
                for (var channel = 0; channel < x.Length; channel++)
                {
                    x[channel] = inputs[0][source.At(channel, position)];
                }

                var at = formula([x], parameters, kinks);
                for (var channel = 0; channel < at.Length; channel++)
                {
                    y[result.At(channel, position)] = at[channel];
                }
            }

            return y;
        };
    }
}
