using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled;

/// <summary>Carries a network's tensors to and from files. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkFile
{
    /// <summary>PyTorch counts batches here; a file may have it or not, nothing depends on it.</summary>
    private const string BatchCounter = ".num_batches_tracked";

    /// <summary>Writes parameters and buffers.</summary>
    /// <param name="destination">Where to; a path is replaced in one step or not at all.</param>
    /// <param name="tensors">The network's tensors.</param>
    /// <param name="parameters">The flat vector of parameters.</param>
    /// <param name="buffers">The flat vector of buffers.</param>
    /// <param name="networkName">For the metadata.</param>
    /// <param name="counterNames">Names of whole numbers.</param>
    /// <param name="counters">The numbers.</param>
    /// <exception cref="ArgumentException">A tensor goes beyond its flat vector.</exception>
    public static void Save(
        Stream destination,
        ReadOnlySpan<TensorInfo> tensors,
        ReadOnlySpan<float> parameters,
        ReadOnlySpan<float> buffers,
        string networkName,
        ReadOnlySpan<string> counterNames = default,
        ReadOnlySpan<long> counters = default) =>
        SafeTensorsWriter.Write(destination, Layout(tensors, parameters, buffers, networkName, counterNames, counters), parameters, buffers);

    /// <inheritdoc cref="Save(Stream, ReadOnlySpan{TensorInfo}, ReadOnlySpan{float}, ReadOnlySpan{float}, string, ReadOnlySpan{string}, ReadOnlySpan{long})"/>
    public static void Save(
        string destination,
        ReadOnlySpan<TensorInfo> tensors,
        ReadOnlySpan<float> parameters,
        ReadOnlySpan<float> buffers,
        string networkName,
        ReadOnlySpan<string> counterNames = default,
        ReadOnlySpan<long> counters = default) =>
        SafeTensorsWriter.Write(destination, Layout(tensors, parameters, buffers, networkName, counterNames, counters), parameters, buffers);

    /// <inheritdoc cref="Save(Stream, ReadOnlySpan{TensorInfo}, ReadOnlySpan{float}, ReadOnlySpan{float}, string, ReadOnlySpan{string}, ReadOnlySpan{long})"/>
    public static void Save(
        IBufferWriter<byte> destination,
        ReadOnlySpan<TensorInfo> tensors,
        ReadOnlySpan<float> parameters,
        ReadOnlySpan<float> buffers,
        string networkName,
        ReadOnlySpan<string> counterNames = default,
        ReadOnlySpan<long> counters = default) =>
        SafeTensorsWriter.Write(destination, Layout(tensors, parameters, buffers, networkName, counterNames, counters), parameters, buffers);

    /// <summary>Reads parameters and buffers. The spans hold the present values, and still do if anything is refused.</summary>
    /// <param name="source">Where from; a stream is read from where it stands to its end.</param>
    /// <param name="mode">Whether everything must fit.</param>
    /// <param name="tensors">The network's tensors.</param>
    /// <param name="parameters">The flat vector of parameters.</param>
    /// <param name="buffers">The flat vector of buffers.</param>
    /// <param name="counterNames">Names of whole numbers that a file may have.</param>
    /// <param name="counters">The numbers; those that it does not have stay.</param>
    /// <returns>What was loaded and what not.</returns>
    /// <exception cref="InvalidDataException">The file is malformed or, in strict mode, does not fit.</exception>
    /// <exception cref="ArgumentException">A tensor goes beyond its flat vector, or the mode is none.</exception>
    public static LoadReport Load(
        Stream source,
        LoadMode mode,
        ReadOnlySpan<TensorInfo> tensors,
        Span<float> parameters,
        Span<float> buffers,
        ReadOnlySpan<string> counterNames = default,
        Span<long> counters = default)
    {
        Check(mode, tensors, parameters, buffers);
        var file = SafeTensorsFile.Read(source);
        return Load(file.Header, file.AllData, mode, tensors, parameters, buffers, counterNames, counters);
    }

    /// <inheritdoc cref="Load(Stream, LoadMode, ReadOnlySpan{TensorInfo}, Span{float}, Span{float}, ReadOnlySpan{string}, Span{long})"/>
    public static LoadReport Load(
        string source,
        LoadMode mode,
        ReadOnlySpan<TensorInfo> tensors,
        Span<float> parameters,
        Span<float> buffers,
        ReadOnlySpan<string> counterNames = default,
        Span<long> counters = default)
    {
        Check(mode, tensors, parameters, buffers);
        var file = SafeTensorsFile.Read(source);
        return Load(file.Header, file.AllData, mode, tensors, parameters, buffers, counterNames, counters);
    }

    /// <inheritdoc cref="Load(Stream, LoadMode, ReadOnlySpan{TensorInfo}, Span{float}, Span{float}, ReadOnlySpan{string}, Span{long})"/>
    public static LoadReport Load(
        ReadOnlySpan<byte> source,
        LoadMode mode,
        ReadOnlySpan<TensorInfo> tensors,
        Span<float> parameters,
        Span<float> buffers,
        ReadOnlySpan<string> counterNames = default,
        Span<long> counters = default)
    {
        Check(mode, tensors, parameters, buffers);

        // Bytes that lie in the very memory to be filled would change while they are read.
        var isShared = source.Overlaps(MemoryMarshal.AsBytes(parameters)) || source.Overlaps(MemoryMarshal.AsBytes(buffers));
        var file = isShared ? source.ToArray() : source;
        var header = SafeTensorsFile.ParseHeader(file, out var dataStart);
        return Load(header, file[dataStart..], mode, tensors, parameters, buffers, counterNames, counters);
    }

    private static LoadReport Load(
        SafeTensorsHeader header,
        ReadOnlySpan<byte> data,
        LoadMode mode,
        ReadOnlySpan<TensorInfo> tensors,
        Span<float> parameters,
        Span<float> buffers,
        ReadOnlySpan<string> counterNames,
        Span<long> counters)
    {
        var report = Compare(header, tensors);
        if (mode == LoadMode.Strict && !report.Fits)
        {
            throw new InvalidDataException("The file does not fit the network; nothing was loaded." + report.Differences);
        }

        // From here on nothing can fail: file, shapes and spans have been checked.
        foreach (var tensor in tensors)
        {
            if (header.Find(tensor.Name) is { } entry && Fits(tensor, entry))
            {
                Copy(data[(int)entry.Begin..(int)entry.End], (tensor.IsBuffer ? buffers : parameters).Slice(tensor.Offset, tensor.Length));
            }
        }

        for (var i = 0; i < counterNames.Length; i++)
        {
            if (header.Find(counterNames[i]) is { } entry && IsBatchCounter(entry))
            {
                counters[i] = BinaryPrimitives.ReadInt64LittleEndian(data[(int)entry.Begin..]);
            }
        }

        return report;
    }

    internal static LoadReport Compare(SafeTensorsHeader header, ReadOnlySpan<TensorInfo> tensors, string[]? integers = null)
    {
        var loaded = new List<string>();
        var missing = new List<TensorInfo>();
        var unexpected = new List<SafeTensorsEntry>();
        var mismatched = new List<TensorMismatch>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tensor in tensors)
        {
            known.Add(tensor.Name);
            if (header.Find(tensor.Name) is not { } entry)
            {
                missing.Add(tensor);
            }
            else if (Fits(tensor, entry))
            {
                loaded.Add(tensor.Name);
            }
            else
            {
                var hint = Hint(tensor, entry);
                mismatched.Add(new TensorMismatch(tensor.Name, "F32 " + tensor.ShapeText, entry.Describe()) { Hint = hint });
            }
        }

        foreach (var entry in header.Entries)
        {
            if (!known.Contains(entry.Name) && !IsBatchCounter(entry) && integers?.Contains(entry.Name) != true)
            {
                unexpected.Add(entry);
            }
        }

        return new LoadReport(loaded, missing, unexpected, mismatched);
    }

    private static bool IsBatchCounter(SafeTensorsEntry entry) =>
        entry.Type == SafeTensorsType.I64 && entry.Axes.IsEmpty && entry.Name.EndsWith(BatchCounter, StringComparison.Ordinal);

    private static bool Fits(TensorInfo tensor, SafeTensorsEntry entry) => entry.Type == SafeTensorsType.F32 && HasShape(tensor, entry);

    private static bool HasShape(TensorInfo tensor, SafeTensorsEntry entry)
    {
        if (entry.Axes.Length != tensor.Shape.Length)
        {
            return false;
        }

        for (var axis = 0; axis < tensor.Shape.Length; axis++)
        {
            if (entry.Axes[axis] != tensor.Shape[axis])
            {
                return false;
            }
        }

        return true;
    }

    private static string Hint(TensorInfo tensor, SafeTensorsEntry entry)
    {
        if (HasShape(tensor, entry))
        {
            return "convert it to F32 before saving";
        }

        // The file's lengths in the network's order, if there is one: other libraries store [inputs, outputs].
        long[] found = entry.Axes.ToArray(), expected = Array.ConvertAll(tensor.Shape.ToArray(), length => (long)length);
        Array.Sort(found);
        Array.Sort(expected);
        return found.AsSpan().SequenceEqual(expected)
            ? "transposed: the same axes in another order, as Keras stores them; transpose before saving"
            : "";
    }

    /// <summary>Alignment is the file's business: bytes are copied, never looked at as floats where they are.</summary>
    private static void Copy(ReadOnlySpan<byte> source, Span<float> destination)
    {
        if (BitConverter.IsLittleEndian)
        {
            source.CopyTo(MemoryMarshal.AsBytes(destination));
            return;
        }

        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = BinaryPrimitives.ReadSingleLittleEndian(source[(i * sizeof(float))..]);
        }
    }

    private static void Check(LoadMode mode, ReadOnlySpan<TensorInfo> tensors, ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers)
    {
        if (mode is not (LoadMode.Strict or LoadMode.Matching))
        {
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "The mode is Strict or Matching.");
        }

        SafeTensorsLayout.Check(tensors, parameters.Length, buffers.Length);
    }

    private static SafeTensorsLayout Layout(
        ReadOnlySpan<TensorInfo> tensors, ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers, string networkName,
        ReadOnlySpan<string> counterNames, ReadOnlySpan<long> counters)
    {
        ArgumentNullException.ThrowIfNull(networkName);
        var integers = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < counterNames.Length; i++)
        {
            integers.Add(counterNames[i], counters[i]);
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = "pt", ["network"] = networkName };
        return new SafeTensorsLayout(tensors, parameters.Length, buffers.Length, metadata, integers);
    }
}
