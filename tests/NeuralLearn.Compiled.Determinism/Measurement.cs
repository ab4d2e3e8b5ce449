namespace NeuralLearn.Compiled.Determinism;

/// <summary>Runs a network through everything it does and hashes all results.</summary>
internal static class Measurement
{
    private const int Rows = 45;
    private const int Steps = 100;

    public static ulong Run(ITrainableNetwork network, ITrainableNetwork other, out bool rowsAgree)
    {
        var digest = new Digest();
        int inputSize = network.Info.InputSize, outputSize = network.Info.OutputSize, targetSize = network.Info.TargetSize;
        var inputs = Values(Rows * inputSize, 1);
        var targets = Targets(Rows, targetSize);
        var outputs = new float[Rows * outputSize];
        var single = new float[outputSize];
        network.ForwardBatch(inputs, outputs);
        digest.Add(outputs);
        rowsAgree = true;
        for (var row = 0; row < Rows; row++)
        {
            network.Forward(Row(inputs, row, inputSize), single);
            rowsAgree &= Same(single, Row(outputs, row, outputSize));
            network.Predict(Row(inputs, row, inputSize), single);
            digest.Add(single);
        }

        digest.Add(network.EvaluateBatch(new NetworkRows { Inputs = inputs, Targets = targets }).Sum);
        digest.Add(network.BackwardBatch(new NetworkRows { Inputs = inputs, Targets = targets }).Sum);
        for (var row = 0; row < Rows; row++)
        {
            other.BackwardBatch(new NetworkRows { Inputs = Row(inputs, row, inputSize), Targets = Row(targets, row, targetSize) });
        }

        // The state holds the gradients added up, so it tells whether the rows one by one have given the bits of the batch. The statistics of a
        // batch normalisation are those of a call, so there they are others.
        rowsAgree &= network.StateHash() == other.StateHash() || network.Info.Tensors.ToArray().Any(tensor => tensor.Name.EndsWith(".running_mean", StringComparison.Ordinal));
        digest.Add(network.StateHash());
        for (var step = 0; step < Steps; step++)
        {
            // Batches of 1, 8, 15, …: every remainder of the row tiles comes up.
            var rows = 1 + (step * 7 % Rows);
            digest.Add(network.BackwardBatch(new NetworkRows { Inputs = inputs.AsSpan(0, rows * inputSize), Targets = targets.AsSpan(0, rows * targetSize) }).Sum);
            network.Update();
        }

        digest.Add(network.StateHash());
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
    public static float[] Values(int count, uint seed)
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
