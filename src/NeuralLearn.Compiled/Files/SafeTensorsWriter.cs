using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NeuralLearn.Compiled;

/// <summary>Writes 32-bit float tensors as a safetensors file: names sorted, the same bytes every time.</summary>
public static class SafeTensorsWriter
{
    /// <summary>Writes a file to a stream, which stays open.</summary>
    /// <param name="destination">Written to from where it stands.</param>
    /// <param name="tensors">Names and shapes; offsets are into <paramref name="values"/>.</param>
    /// <param name="values">The values of all tensors.</param>
    /// <param name="metadata">Free texts, or null.</param>
    public static void Write(Stream destination, ReadOnlySpan<TensorInfo> tensors, ReadOnlySpan<float> values, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var sorted = Sort(tensors, values.Length);
        destination.Write(Header(sorted, metadata));
        foreach (var tensor in sorted)
        {
            destination.Write(Bytes(values.Slice(tensor.Offset, tensor.Length)));
        }
    }

    /// <summary>Writes a file to a buffer.</summary>
    /// <param name="destination">Written to.</param>
    /// <param name="tensors">Names and shapes; offsets are into <paramref name="values"/>.</param>
    /// <param name="values">The values of all tensors.</param>
    /// <param name="metadata">Free texts, or null.</param>
    public static void Write(IBufferWriter<byte> destination, ReadOnlySpan<TensorInfo> tensors, ReadOnlySpan<float> values, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var sorted = Sort(tensors, values.Length);
        destination.Write(Header(sorted, metadata));
        foreach (var tensor in sorted)
        {
            destination.Write(Bytes(values.Slice(tensor.Offset, tensor.Length)));
        }
    }

    /// <summary>
    /// Writes a file to disk. It is written beside its place first and moved there when it is complete, so that whatever happens an
    /// existing file is either the old one or the new one.
    /// </summary>
    /// <param name="path">Where it shall be.</param>
    /// <param name="tensors">Names and shapes; offsets are into <paramref name="values"/>.</param>
    /// <param name="values">The values of all tensors.</param>
    /// <param name="metadata">Free texts, or null.</param>
    public static void Write(string path, ReadOnlySpan<TensorInfo> tensors, ReadOnlySpan<float> values, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var temporary = path + "." + Guid.NewGuid().ToString("N")[..8] + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                Write(stream, tensors, values, metadata);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static TensorInfo[] Sort(ReadOnlySpan<TensorInfo> tensors, int available)
    {
        var sorted = tensors.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        foreach (var tensor in sorted)
        {
            if ((long)tensor.Offset + tensor.Length > available)
            {
                throw new ArgumentException($"Tensor '{tensor.Name}' needs values {tensor.Offset} to {(long)tensor.Offset + tensor.Length}; there are {available}.", nameof(tensors));
            }
        }

        return sorted;
    }

    private static byte[] Header(TensorInfo[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long position = 0;
            foreach (var tensor in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (var length in tensor.Shape)
                {
                    json.WriteNumberValue(length);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(position);
                position += (long)tensor.Length * sizeof(float);
                json.WriteNumberValue(position);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Spaces up to a multiple of 8 keep the data aligned in the file.
        var length8 = (text.WrittenCount + 7) / 8 * 8;
        var header = new byte[8 + length8];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length8);
        text.WrittenSpan.CopyTo(header.AsSpan(8));
        header.AsSpan(8 + text.WrittenCount).Fill((byte)' ');
        return header;
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
