namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>One step of a cell: W_ih x + b_ih and W_hh h + b_hh of all gates, and the state, which becomes the next.</summary>
internal delegate void Cell(double[] fromInput, double[] fromState, double[] h, double[] c, KinkWatch kinks);

/// <summary>Recurrent layers in double precision.</summary>
internal static class RecurrentFormulas
{
    /// <summary>The layers of a name in the library: gates, and a cell.</summary>
    public static IReadOnlyDictionary<string, (int Gates, Cell Cell)> Cells { get; } = new Dictionary<string, (int, Cell)>(StringComparer.Ordinal)
    {
        ["Rnn"] = (1, (input, state, h, _, _) => Each(h, i => h[i] = Math.Tanh(input[i] + state[i]))),
        ["RnnOfReLU"] = (1, (input, state, h, _, kinks) => Each(h, i =>
        {
            kinks.Pass(input[i] + state[i], 0);
            h[i] = Math.Max(0, input[i] + state[i]);
        })),
        ["Gru"] = (3, (input, state, h, _, _) => Each(h, i =>
        {
            var n = h.Length;
            var (r, z) = (Formulas.Sigmoid(input[i] + state[i]), Formulas.Sigmoid(input[n + i] + state[n + i]));
            h[i] = ((1 - z) * Math.Tanh(input[(2 * n) + i] + (r * state[(2 * n) + i]))) + (z * h[i]);
        })),
        ["Lstm"] = (4, (input, state, h, c, _) => Each(h, i =>
        {
            var n = h.Length;
            double Gate(int number) => input[(number * n) + i] + state[(number * n) + i];
            c[i] = (Formulas.Sigmoid(Gate(1)) * c[i]) + (Formulas.Sigmoid(Gate(0)) * Math.Tanh(Gate(2)));
            h[i] = Formulas.Sigmoid(Gate(3)) * Math.Tanh(c[i]);
        })),
    };

    /// <summary>The lengths of the tensors: two weights and two biases per layer.</summary>
    public static int[] Tensors(int gates, int features, int units, int layers, bool hasBias) =>
    [
        .. Enumerable.Range(0, layers).SelectMany(layer => (int[])
        [
            gates * units * (layer == 0 ? features : units), gates * units * units, .. hasBias ? (int[])[gates * units, gates * units] : [],
        ]),
    ];

    /// <summary>All layers over all steps; the result of each step, or of the last.</summary>
    public static Formula Of(string cell, GraphShape from, int units, int layers, bool hasBias, bool isSequence) => (inputs, parameters, kinks) =>
    {
        var (gates, step) = Cells[cell];
        double[][] steps = [.. inputs[0].Chunk(from.Channels)];
        var rest = parameters;
        for (var layer = 0; layer < layers; layer++)
        {
            var (rows, features) = (gates * units, steps[0].Length);
            var inputWeight = rest[..(rows * features)];
            var stateWeight = rest.Slice(rows * features, rows * units);
            rest = rest[(rows * (features + units))..];
            var inputBias = hasBias ? rest[..rows] : default;
            var stateBias = hasBias ? rest.Slice(rows, rows) : default;
            rest = rest[(2 * inputBias.Length)..];
            var (h, c) = (new double[units], new double[units]);
            for (var t = 0; t < steps.Length; t++)
            {
                var fromInput = Formulas.Dense(steps[t], [.. inputWeight, .. inputBias], rows);
                var fromState = Formulas.Dense(h, [.. stateWeight, .. stateBias], rows);
                step(fromInput, fromState, h, c, kinks);
                steps[t] = [.. h];
            }
        }

        return isSequence ? [.. steps.SelectMany(values => values)] : steps[^1];
    };

    private static void Each(double[] h, Action<int> element)
    {
        for (var i = 0; i < h.Length; i++)
        {
            element(i);
        }
    }
}
