using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Weights;

/// <summary>The network's memory as it is with the weights of a file: bits of floats in the kernels' layout, padding 0.</summary>
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
    public static WeightImage? Of(ParameterLayout layout, WeightsHeader header, WeightsPayload? payload)
    {
        if (payload is null || payload.Data.Length != header.Bytes)
        {
            return null;
        }

        var data = payload.Data;
        var begins = header.Tensors.ToDictionary(tensor => tensor.Name, tensor => (int)tensor.Begin, StringComparer.Ordinal);
        return new WeightImage(
            Pack(layout.Parameters, layout.PackedCount, begins, data),
            Pack(layout.Buffers, layout.BufferImageCount, begins, data),
            [.. layout.Counters.Select(counter => begins.TryGetValue(counter.Name, out var begin) && begin + sizeof(long) <= data.Length ? (long)Bits(data, begin, sizeof(long)) : 0)]);
    }

    private static uint[] Pack(IReadOnlyList<PackedTensor> tensors, int length, Dictionary<string, int> begins, byte[] data)
    {
        var packed = new uint[length];
        foreach (var tensor in tensors)
        {
            var begin = begins[tensor.Parameter.Name];
            for (var i = 0; i < tensor.Parameter.Length; i++)
            {
                packed[tensor.Offset + tensor.OffsetOf(i)] = (uint)Bits(data, begin + (i * sizeof(float)), sizeof(float));
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
