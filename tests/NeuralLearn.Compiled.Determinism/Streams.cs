namespace NeuralLearn.Compiled.Determinism;

/// <summary>Streams that go on step by step, one alone and several together.</summary>
internal static class Streams
{
    private const int Count = 7;
    private const int Steps = 40;

    public delegate void Step<TState>(ReadOnlySpan<float> input, ref TState state, Span<float> output)
        where TState : struct;

    public delegate void StepBatch<TState>(ReadOnlySpan<float> inputs, Span<TState> states, Span<float> outputs)
        where TState : struct;

    /// <param name="network">Steps of <paramref name="features"/> values go in, a result as of now comes out.</param>
    /// <param name="rowsAgree">Whether each stream has the same bits alone and in company, and a window those of its steps.</param>
    public static ulong Run<TState>(INetwork network, int features, Step<TState> one, StepBatch<TState> all, out bool rowsAgree)
        where TState : struct
    {
        var digest = new Digest();
        var (windowSize, size) = (network.Info.InputSize, network.Info.OutputSize);
        var states = new TState[Count];
        float[] outputs = new float[Count * size], alone = new float[size], window = new float[size];
        var first = new TState();
        rowsAgree = true;
        var seen = new float[Steps * features];
        for (var step = 0; step < Steps; step++)
        {
            var inputs = Measurement.Values(Count * features, (uint)step);
            all(inputs, states, outputs);
            digest.Add(outputs);
            inputs.AsSpan(0, features).CopyTo(seen.AsSpan(step * features));
            one(inputs.AsSpan(0, features), ref first, alone);
            rowsAgree &= alone.AsSpan().SequenceEqual(outputs.AsSpan(0, size));
            if ((step + 1) * features == windowSize)
            {
                network.Forward(seen.AsSpan(0, windowSize), window);
                rowsAgree &= window.AsSpan().SequenceEqual(alone);
            }
        }

        return digest.Value;
    }
}
