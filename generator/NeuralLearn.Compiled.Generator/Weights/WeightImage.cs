using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Weights;

/// <summary>The network's memory as it is with the weights of a file: bits of floats in the kernels' layout, padding 0, neighbours of layers folded into them.</summary>
internal sealed class WeightImage
{
    private WeightImage(uint[] parameters, uint[] buffers, IReadOnlyList<long> counters)
    {
        Parameters = parameters;
        Buffers = buffers;
        Counters = counters;
    }

    public uint[] Parameters { get; }

    public uint[] Buffers { get; }

    /// <summary>Whole numbers; 0 where the file has none.</summary>
    public IReadOnlyList<long> Counters { get; }

    /// <summary>Null where there is no data: the build's task has written none.</summary>
    public static WeightImage? Of(NetworkPlan plan, WeightsHeader header, WeightsPayload? payload)
    {
        if (payload is null || payload.Data.Length != header.Bytes)
        {
            return null;
        }

        var (layout, data) = (plan.Layout, payload.Data);
        var begins = header.Tensors.ToDictionary(tensor => tensor.Name, tensor => (int)tensor.Begin, StringComparer.Ordinal);
        uint[] Read(Parameter tensor)
        {
            var bits = new uint[tensor.Length];
            for (var i = 0; i < bits.Length; i++)
            {
                bits[i] = (uint)Bits(data, begins[tensor.Name] + (i * sizeof(float)), sizeof(float));
            }

            return bits;
        }

        var derived = new Dictionary<Parameter, uint[]>();
        foreach (var layer in plan.Graph.Folded)
        {
            FoldedWeights.Add(layer, Read, derived);
        }

        return new WeightImage(
            Pack(layout.Parameters, layout.PackedCount, Read),
            Pack([.. layout.Buffers, .. layout.Derived], layout.BufferPackedCount, tensor => derived.TryGetValue(tensor, out var bits) ? bits : Read(tensor)),
            [.. layout.Counters.Select(counter => begins.TryGetValue(counter.Name, out var begin) && begin + sizeof(long) <= data.Length ? (long)Bits(data, begin, sizeof(long)) : 0)]);
    }

    private static uint[] Pack(IReadOnlyList<PackedTensor> tensors, int length, Func<Parameter, uint[]> read)
    {
        var packed = new uint[length];
        foreach (var tensor in tensors)
        {
            var bits = read(tensor.Parameter);
            for (var i = 0; i < bits.Length; i++)
            {
                packed[tensor.Offset + tensor.OffsetOf(i)] = bits[i];
            }
        }

        return packed;
    }

    private static ulong Bits(byte[] data, int begin, int bytes)
    {
        ulong bits = 0;
        for (var i = bytes - 1; i >= 0; i--)
        {
            bits = (bits << 8) | data[begin + i];
        }

        return bits;
    }
}
