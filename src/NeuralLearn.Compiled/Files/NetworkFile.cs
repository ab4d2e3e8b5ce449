using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;

namespace NeuralLearn.Compiled;

/// <summary>Carries a network's tensors to and from files. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkFile
{
    /// <summary>PyTorch counts batches here; a file may have it or not, it changes nothing.</summary>
    private const string BatchCounter = ".num_batches_tracked";

    /// <summary>Writes parameters and buffers.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="tensors">The network's tensors.</param>
    /// <param name="parameters">The flat vector of parameters.</param>
    /// <param name="buffers">The flat vector of buffers.</param>
    /// <param name="networkName">For the metadata.</param>
    public static void Save(Stream destination, ReadOnlySpan<TensorInfo> tensors, ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers, string networkName) =>
        SafeTensorsWriter.Write(destination, Joined(tensors, parameters.Length), Join(parameters, buffers), Metadata(networkName));

    /// <inheritdoc cref="Save(Stream, ReadOnlySpan{TensorInfo}, ReadOnlySpan{float}, ReadOnlySpan{float}, string)"/>
    public static void Save(string destination, ReadOnlySpan<TensorInfo> tensors, ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers, string networkName) =>
        SafeTensorsWriter.Write(destination, Joined(tensors, parameters.Length), Join(parameters, buffers), Metadata(networkName));

    /// <inheritdoc cref="Save(Stream, ReadOnlySpan{TensorInfo}, ReadOnlySpan{float}, ReadOnlySpan{float}, string)"/>
    public static void Save(IBufferWriter<byte> destination, ReadOnlySpan<TensorInfo> tensors, ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers, string networkName) =>
        SafeTensorsWriter.Write(destination, Joined(tensors, parameters.Length), Join(parameters, buffers), Metadata(networkName));

    /// <summary>Reads parameters and buffers. The spans hold the present values, and still do if the file is refused.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="mode">Whether everything must fit.</param>
    /// <param name="tensors">The network's tensors.</param>
    /// <param name="parameters">The flat vector of parameters.</param>
    /// <param name="buffers">The flat vector of buffers.</param>
    /// <returns>What was loaded and what not.</returns>
    /// <exception cref="InvalidDataException">The file is malformed or, in strict mode, does not fit.</exception>
    public static LoadReport Load(Stream source, LoadMode mode, ReadOnlySpan<TensorInfo> tensors, Span<float> parameters, Span<float> buffers) =>
        Load(SafeTensorsFile.Read(source), mode, tensors, parameters, buffers);

    /// <inheritdoc cref="Load(Stream, LoadMode, ReadOnlySpan{TensorInfo}, Span{float}, Span{float})"/>
    public static LoadReport Load(string source, LoadMode mode, ReadOnlySpan<TensorInfo> tensors, Span<float> parameters, Span<float> buffers) =>
        Load(SafeTensorsFile.Read(source), mode, tensors, parameters, buffers);

    /// <inheritdoc cref="Load(Stream, LoadMode, ReadOnlySpan{TensorInfo}, Span{float}, Span{float})"/>
    public static LoadReport Load(ReadOnlySpan<byte> source, LoadMode mode, ReadOnlySpan<TensorInfo> tensors, Span<float> parameters, Span<float> buffers) =>
        Load(SafeTensorsFile.Parse(source.ToArray()), mode, tensors, parameters, buffers);

    private static LoadReport Load(SafeTensorsFile file, LoadMode mode, ReadOnlySpan<TensorInfo> tensors, Span<float> parameters, Span<float> buffers)
    {
        if (!Enum.IsDefined(mode))
        {
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "The mode is Strict or Matching.");
        }

        var report = Compare(file, tensors);
        if (mode == LoadMode.Strict && !report.Fits)
        {
            throw new InvalidDataException("The file does not fit the network; nothing was loaded." + report.ToString()[report.ToString().IndexOf('\n', StringComparison.Ordinal)..]);
        }

        foreach (var tensor in tensors)
        {
            if (file.Find(tensor.Name) is { } entry && Fits(tensor, entry))
            {
                var target = (tensor.IsBuffer ? buffers : parameters).Slice(tensor.Offset, tensor.Length);
                var bytes = file.Data(entry);
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
                }
            }
        }

        return report;
    }

    private static LoadReport Compare(SafeTensorsFile file, ReadOnlySpan<TensorInfo> tensors)
    {
        List<string> loaded = [], missing = [], unexpected = [];
        var mismatched = new List<TensorMismatch>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in tensors)
        {
            known.Add(tensor.Name);
            var entry = file.Find(tensor.Name);
            if (entry is null)
            {
                missing.Add(tensor.ToString());
            }
            else if (Fits(tensor, entry))
            {
                loaded.Add(tensor.Name);
            }
            else
            {
                mismatched.Add(new TensorMismatch(tensor.Name, $"F32 [{string.Join(", ", tensor.Shape.ToArray())}]", entry.Describe() + Hint(tensor, entry)));
            }
        }

        foreach (var entry in file.Tensors)
        {
            if (!known.Contains(entry.Name) && !entry.Name.EndsWith(BatchCounter, StringComparison.Ordinal))
            {
                unexpected.Add($"{entry.Name} {entry.Describe()}");
            }
        }

        return new LoadReport(loaded, missing, unexpected, mismatched);
    }

    private static bool Fits(TensorInfo tensor, SafeTensorsEntry entry)
    {
        if (entry.Type != SafeTensorsType.F32 || entry.Shape.Count != tensor.Shape.Length)
        {
            return false;
        }

        for (var axis = 0; axis < tensor.Shape.Length; axis++)
        {
            if (entry.Shape[axis] != tensor.Shape[axis])
            {
                return false;
            }
        }

        return true;
    }

    private static string Hint(TensorInfo tensor, SafeTensorsEntry entry) =>
        tensor.Shape.Length == 2 && entry.Shape.Count == 2 && entry.Shape[0] == tensor.Shape[1] && entry.Shape[1] == tensor.Shape[0]
            ? " (transposed: the file may come from Keras, which stores [inputs, outputs])"
            : "";

    private static TensorInfo[] Joined(ReadOnlySpan<TensorInfo> tensors, int parameters)
    {
        var joined = new TensorInfo[tensors.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            var tensor = tensors[i];
            joined[i] = tensor.IsBuffer ? new TensorInfo(tensor.Name, tensor.Shape.ToArray(), tensor.Offset + parameters, false, true) : tensor;
        }

        return joined;
    }

    private static ReadOnlySpan<float> Join(ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers) =>
        buffers.IsEmpty ? parameters : (float[])[.. parameters, .. buffers];

    private static Dictionary<string, string> Metadata(string networkName) =>
        new(StringComparer.Ordinal) { ["format"] = "pt", ["network"] = networkName };
}
