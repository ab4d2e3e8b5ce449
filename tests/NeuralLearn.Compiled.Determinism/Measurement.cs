namespace NeuralLearn.Compiled.Determinism;

/// <summary>Runs a network through everything it does and hashes all results.</summary>
internal static class Measurement
{
    private const int Rows = 45;
    private const int Steps = 100;

    public static ulong Run(Subject network, out bool rowsAgree)
    {
        var digest = new Digest();
        var inputs = Values(Rows * network.InputSize, 1);
        var targets = Targets(Rows, network.OutputSize);
        var outputs = new float[Rows * network.OutputSize];
        var single = new float[network.OutputSize];
        var gradients = new float[network.ParameterCount];
        var oneByOne = new float[network.ParameterCount];

        network.ForwardBatch(inputs, outputs);
        digest.Add(outputs);
        rowsAgree = true;
        for (var row = 0; row < Rows; row++)
        {
            network.Forward(Row(inputs, row, network.InputSize), single);
            rowsAgree &= Same(single, Row(outputs, row, network.OutputSize));
            network.Predict(Row(inputs, row, network.InputSize), single);
            digest.Add(single);
        }

        digest.Add(network.BackwardBatch(inputs, targets));
        network.Gradients(gradients);
        digest.Add(gradients);
        network.Clear();
        for (var row = 0; row < Rows; row++)
        {
            network.Backward(Row(inputs, row, network.InputSize), Row(targets, row, network.OutputSize));
        }

        network.Gradients(oneByOne);
        rowsAgree &= Same(gradients, oneByOne);
        network.Clear();

        for (var step = 0; step < Steps; step++)
        {
            // Batches of 1, 8, 15, …: every remainder of the row tiles comes up.
            var rows = 1 + (step * 7 % Rows);
            digest.Add(network.BackwardBatch(inputs.AsSpan(0, rows * network.InputSize), targets.AsSpan(0, rows * network.OutputSize)));
            network.Update();
        }

        var parameters = new float[network.ParameterCount];
        network.Parameters(parameters);
        digest.Add(parameters);
        return digest.Value;
    }

    private static ReadOnlySpan<float> Row(float[] values, int row, int size) => values.AsSpan(row * size, size);

    private static bool Same(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(a[i]) != BitConverter.SingleToInt32Bits(b[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Numbers from -2 to 2 by an integer recurrence: exact on every machine.</summary>
    private static float[] Values(int count, uint seed)
    {
        var values = new float[count];
        var state = seed;
        for (var i = 0; i < count; i++)
        {
            state = unchecked((state * 1664525u) + 1013904223u);
            values[i] = ((state >> 8) * (4f / (1 << 24))) - 2f;
        }

        return values;
    }

    /// <summary>One-hot rows: valid for regression and for classes.</summary>
    private static float[] Targets(int rows, int size)
    {
        var targets = new float[rows * size];
        for (var row = 0; row < rows; row++)
        {
            targets[(row * size) + (row % size)] = 1f;
        }

        return targets;
    }
}
