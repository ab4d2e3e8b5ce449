using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace NeuralLearn.Compiled;

/// <summary>What a file will look like: everything checked and laid out before the first byte is written.</summary>
internal sealed class SafeTensorsLayout
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <param name="tensors">In any order.</param>
    /// <param name="parameters">How many values the parameters have.</param>
    /// <param name="buffers">How many values the buffers have.</param>
    /// <param name="metadata">Free texts, or null.</param>
    /// <param name="integers">Single integers by name, or null.</param>
    public SafeTensorsLayout(
        ReadOnlySpan<TensorInfo> tensors,
        int parameters,
        int buffers,
        IReadOnlyDictionary<string, string>? metadata,
        IReadOnlyDictionary<string, long>? integers)
    {
        Check(tensors, parameters, buffers);
        Tensors = tensors.ToArray();
        Array.Sort(Tensors, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        KeyValuePair<string, long>[] sorted = integers is null ? [] : [.. integers.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        var text = Header(Tensors, metadata, sorted);

        // Spaces up to a multiple of 8 keep the data aligned in the file.
        var length = (text.Length + 7) / 8 * 8;
        if (length > SafeTensorsFile.MaximumHeader)
        {
            throw new ArgumentException(
                $"The file would need a header of {length} bytes; at most {SafeTensorsFile.MaximumHeader} can be read again.", nameof(tensors));
        }

        Start = new byte[SafeTensorsFile.PrefixLength + length + (sorted.Length * sizeof(long))];
        BinaryPrimitives.WriteUInt64LittleEndian(Start, (ulong)length);
        text.CopyTo(Start.AsSpan(SafeTensorsFile.PrefixLength));
        Start.AsSpan(SafeTensorsFile.PrefixLength + text.Length, length - text.Length).Fill((byte)' ');
        for (var i = 0; i < sorted.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(Start.AsSpan(SafeTensorsFile.PrefixLength + length + (i * sizeof(long))), sorted[i].Value);
        }
    }

    /// <summary>Everything before the first float: length, header and integers.</summary>
    public byte[] Start { get; }

    /// <summary>In the order of their data.</summary>
    public TensorInfo[] Tensors { get; }

    /// <summary>Refuses tensors that do not lie within their flat vectors or share a name.</summary>
    public static void Check(ReadOnlySpan<TensorInfo> tensors, int parameters, int buffers)
    {
        var names = new HashSet<string>(tensors.Length, StringComparer.Ordinal);
        foreach (var tensor in tensors)
        {
            ArgumentNullException.ThrowIfNull(tensor, nameof(tensors));
            if (!names.Add(tensor.Name))
            {
                throw new ArgumentException($"Two tensors have the name '{tensor.Name}'.", nameof(tensors));
            }

            var available = tensor.IsBuffer ? buffers : parameters;
            if (tensor.Offset + tensor.Length > available)
            {
                throw new ArgumentException(
                    $"Tensor '{tensor.Name}' takes the values {tensor.Offset} to {tensor.Offset + tensor.Length}; there are {available}.", nameof(tensors));
            }
        }
    }

    private static byte[] Header(
        TensorInfo[] tensors, IReadOnlyDictionary<string, string>? metadata, KeyValuePair<string, long>[] integers)
    {
        var text = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(text);
        json.WriteStartObject();
        if (metadata is { Count: > 0 })
        {
            json.WriteStartObject("__metadata__");
            foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteString(Text(key), Text(value));
            }

            json.WriteEndObject();
        }

        // Names stand in one order, but integers lie before all floats: there their 8 bytes stay aligned, which some readers need.
        long position = (long)integers.Length * sizeof(long);
        int tensor = 0, integer = 0;
        while (tensor < tensors.Length || integer < integers.Length)
        {
            var order = integer == integers.Length ? -1
                : tensor == tensors.Length ? 1
                : string.CompareOrdinal(tensors[tensor].Name, integers[integer].Key);
            if (order == 0)
            {
                throw new ArgumentException($"A tensor and an integer have the name '{tensors[tensor].Name}'.", nameof(integers));
            }

            if (order < 0)
            {
                var next = position + ((long)tensors[tensor].Length * sizeof(float));
                Entry(json, tensors[tensor].Name, "F32", tensors[tensor].Shape, position, next);
                position = next;
                tensor++;
            }
            else
            {
                Entry(json, integers[integer].Key, "I64", default, (long)integer * sizeof(long), (integer + 1L) * sizeof(long));
                integer++;
            }
        }

        json.WriteEndObject();
        json.Flush();
        return text.WrittenSpan.ToArray();
    }

    private static void Entry(Utf8JsonWriter json, string name, string type, ReadOnlySpan<int> shape, long begin, long end)
    {
        if (name == "__metadata__")
        {
            throw new ArgumentException("No tensor can have the name '__metadata__': it means something else in the file.", nameof(name));
        }

        json.WriteStartObject(Text(name));
        json.WriteString("dtype", type);
        json.WriteStartArray("shape");
        foreach (var length in shape)
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Half a surrogate pair would be written as a replacement character, and two names might become one.</summary>
    private static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            StrictUtf8.GetByteCount(text);
        }
        catch (EncoderFallbackException problem)
        {
            throw new ArgumentException(
                $"The text '{FileText.Printable(text)}' has half a surrogate pair in it, which no file can hold.", nameof(text), problem);
        }

        return text;
    }
}
