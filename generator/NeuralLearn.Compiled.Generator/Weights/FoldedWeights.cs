using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Generator.Weights;

/// <summary>
/// The weights of layers with their neighbours in them, as the network itself works them out when it is given others: the arithmetic is that of
/// Packing.FoldDeviation and Packing.Fold, operation by operation.
/// </summary>
internal static class FoldedWeights
{
    /// <param name="layer">The layer.</param>
    /// <param name="read">The bits of a tensor of the file.</param>
    /// <param name="derived">Receives the bits of those that the layer reads instead.</param>
    public static void Add(FoldedLayer layer, Func<Parameter, uint[]> read, Dictionary<Parameter, uint[]> derived)
    {
        float[] Numbers(Parameter tensor) => [.. read(tensor).Select(Number)];
        var (weight, bias, groups, below, above) = layer.From;
        var weights = Numbers(weight);
        var columns = weights.Length / weight.Shape[0];
        if (below is not null)
        {
            DivideInputs(weights, Numbers(below.Deviation), weight.Shape[0], groups);
        }

        if (above is not null)
        {
            var (mean, variance) = (Numbers(above.Running.Mean), Numbers(above.Running.Variance));
            var scale = above.Weight is { } given ? Numbers(given) : null;
            var shift = above.Bias is { } added ? Numbers(added) : null;
            var biases = bias is null ? new float[above.Channels] : Numbers(bias);
            for (var channel = 0; channel < biases.Length; channel++)
            {
                var factor = (scale is null ? 1.0 : scale[channel]) / Math.Sqrt(variance[channel] + above.Epsilon);
                for (var i = channel * columns; i < (channel + 1) * columns; i++)
                {
                    weights[i] = (float)(weights[i] * factor);
                }

                biases[channel] = (float)(((biases[channel] - (double)mean[channel]) * factor) + (shift is null ? 0.0 : shift[channel]));
            }

            derived.Add(layer.Bias!, [.. biases.Select(Bits)]);
        }

        derived.Add(layer.Weight, [.. weights.Select(Bits)]);
    }

    private static void DivideInputs(float[] weights, float[] deviation, int outputs, int groups)
    {
        var columns = weights.Length / outputs;
        var channels = deviation.Length / groups;
        var taps = columns / channels;
        for (var output = 0; output < outputs; output++)
        {
            var first = output / (outputs / groups) * channels;
            for (var i = 0; i < columns; i++)
            {
                weights[(output * columns) + i] = (float)(weights[(output * columns) + i] / (double)deviation[first + (i / taps)]);
            }
        }
    }

    private static float Number(uint bits) => BitConverter.ToSingle(BitConverter.GetBytes(bits), 0);

    private static uint Bits(float number) => BitConverter.ToUInt32(BitConverter.GetBytes(number), 0);
}
