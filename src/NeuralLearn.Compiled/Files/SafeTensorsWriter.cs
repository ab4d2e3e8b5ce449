using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NeuralLearn.Compiled;

/// <summary>
/// Writes 32-bit float tensors, and single 64-bit integers, as a safetensors file: names sorted, data aligned, the same bytes every time.
/// Whatever cannot be written is refused before the first byte is.
/// </summary>
public static class SafeTensorsWriter
{
    /// <summary>Writes a file to a stream, which stays open.</summary>
    /// <param name="destination">Written to from where it stands.</param>
    /// <param name="tensors">Names and shapes; offsets are into <paramref name="values"/>.</param>
    /// <param name="values">The values of all tensors.</param>
    /// <param name="metadata">Free texts, or null.</param>
    /// <param name="integers">Single integers (I64, no axes) by name, or null.</param>
    /// <exception cref="ArgumentException">A name is there twice, reserved or no text, or a tensor goes beyond the values.</exception>
    public static void Write(
        Stream destination,
        ReadOnlySpan<TensorInfo> tensors,
        ReadOnlySpan<float> values,
        IReadOnlyDictionary<string, string>? metadata = null,
        IReadOnlyDictionary<string, long>? integers = null) =>
        Write(destination, new SafeTensorsLayout(tensors, values.Length, values.Length, metadata, integers), values, values);

    /// <summary>Writes a file to a buffer.</summary>
    /// <param name="destination">Written to.</param>
    /// <param name="tensors">Names and shapes; offsets are into <paramref name="values"/>.</param>
    /// <param name="values">The values of all tensors.</param>
    /// <param name="metadata">Free texts, or null.</param>
    /// <param name="integers">Single integers (I64, no axes) by name, or null.</param>
    /// <exception cref="ArgumentException">A name is there twice, reserved or no text, or a tensor goes beyond the values.</exception>
    public static void Write(
        IBufferWriter<byte> destination,
        ReadOnlySpan<TensorInfo> tensors,
        ReadOnlySpan<float> values,
        IReadOnlyDictionary<string, string>? metadata = null,
        IReadOnlyDictionary<string, long>? integers = null) =>
        Write(destination, new SafeTensorsLayout(tensors, values.Length, values.Length, metadata, integers), values, values);

    /// <summary>
    /// Writes a file to disk. It is written beside its place first and moved there when it is complete, so that whatever happens an
    /// existing file is either the old one or the new one.
    /// </summary>
    /// <param name="path">Where it shall be.</param>
    /// <param name="tensors">Names and shapes; offsets are into <paramref name="values"/>.</param>
    /// <param name="values">The values of all tensors.</param>
    /// <param name="metadata">Free texts, or null.</param>
    /// <param name="integers">Single integers (I64, no axes) by name, or null.</param>
    /// <exception cref="ArgumentException">A name is there twice, reserved or no text, or a tensor goes beyond the values.</exception>
    public static void Write(
        string path,
        ReadOnlySpan<TensorInfo> tensors,
        ReadOnlySpan<float> values,
        IReadOnlyDictionary<string, string>? metadata = null,
        IReadOnlyDictionary<string, long>? integers = null) =>
        Write(path, new SafeTensorsLayout(tensors, values.Length, values.Length, metadata, integers), values, values);

    internal static void Write(Stream destination, SafeTensorsLayout layout, ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(layout.Start);
        foreach (var tensor in layout.Tensors)
        {
            destination.Write(Bytes((tensor.IsBuffer ? buffers : parameters).Slice(tensor.Offset, tensor.Length)));
        }
    }

    internal static void Write(
        IBufferWriter<byte> destination, SafeTensorsLayout layout, ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(layout.Start);
        foreach (var tensor in layout.Tensors)
        {
            destination.Write(Bytes((tensor.IsBuffer ? buffers : parameters).Slice(tensor.Offset, tensor.Length)));
        }
    }

    internal static void Write(string path, SafeTensorsLayout layout, ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = new AtomicFile(path);
        Write(file.Stream, layout, parameters, buffers);
        file.Commit();
    }

    /// <summary>The format is little-endian, as are all machines .NET supports for vectors; others are turned round.</summary>
    private static ReadOnlySpan<byte> Bytes(ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            return MemoryMarshal.AsBytes(values);
        }

        var turned = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(turned.AsSpan(i * sizeof(float)), values[i]);
        }

        return turned;
    }
}
