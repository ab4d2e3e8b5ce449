using System.Buffers.Binary;

namespace NeuralLearn.Compiled.Tool.Reporting;

/// <summary>How the values of a tensor are spread.</summary>
internal sealed record TensorHistogram
{
    private const int MostBins = 32;

    public required string Name { get; init; }

    public required string Shape { get; init; }

    public required int Count { get; init; }

    /// <summary>Values that are infinite or no number; they are in no bin.</summary>
    public required int NotFinite { get; init; }

    public required double Least { get; init; }

    public required double Most { get; init; }

    public required double Mean { get; init; }

    public required double Deviation { get; init; }

    /// <summary>Counts from <see cref="Least"/> to <see cref="Most"/>, equally wide.</summary>
    public required IReadOnlyList<int> Bins { get; init; }

    /// <summary>Where a bin begins, or where the last one ends.</summary>
    public double Edge(int bin) => Least + ((Most - Least) * bin / Bins.Count);

    /// <summary>All tensors of 32-bit floats in a file, in its order.</summary>
    /// <exception cref="InvalidDataException">The file is malformed.</exception>
    public static IReadOnlyList<TensorHistogram> OfFile(string path) => Of(SafeTensorsFile.Read(path));

    /// <summary>The same of the file that a network would save.</summary>
    public static IReadOnlyList<TensorHistogram> OfNetwork(INetwork network)
    {
        using var file = new MemoryStream();
        network.Save(file);
        return Of(SafeTensorsFile.Parse(file.ToArray()));
    }

    private static List<TensorHistogram> Of(SafeTensorsFile file) =>
        [.. file.Tensors.Where(tensor => tensor.Type == SafeTensorsType.F32).Select(tensor => Of(tensor, file.Data(tensor)))];

    private static TensorHistogram Of(SafeTensorsEntry tensor, ReadOnlySpan<byte> data)
    {
        var values = new float[data.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(data[(i * sizeof(float))..]);
        }

        var finite = values.Where(float.IsFinite).Select(value => (double)value).ToArray();
        var (least, most) = finite.Length == 0 ? (0, 0) : (finite.Min(), finite.Max());
        var mean = finite.Length == 0 ? 0 : finite.Average();
        var bins = new int[most > least ? Math.Clamp((int)Math.Sqrt(finite.Length) * 2, 4, MostBins) : 1];
        foreach (var value in finite)
        {
            bins[most > least ? Math.Min((int)((value - least) / (most - least) * bins.Length), bins.Length - 1) : 0]++;
        }

        return new TensorHistogram
        {
            Name = tensor.Name,
            Shape = $"[{string.Join(", ", tensor.Shape)}]",
            Count = values.Length,
            NotFinite = values.Length - finite.Length,
            Least = least,
            Most = most,
            Mean = mean,
            Deviation = finite.Length == 0 ? 0 : Math.Sqrt(finite.Sum(value => (value - mean) * (value - mean)) / finite.Length),
            Bins = bins,
        };
    }
}
