using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NeuralLearn.Compiled;

/// <summary>Reads a safetensors header and accepts nothing that the format does not allow.</summary>
internal static class SafeTensorsHeader
{
    private const int MaximumRank = 32;

    private const long UnknownLength = -1;

    private static readonly Dictionary<string, (SafeTensorsType Type, int Size)> Types =
        Enum.GetValues<SafeTensorsType>().ToDictionary(SafeTensorsEntry.TypeName, type => (type, SizeOf(type)), StringComparer.Ordinal);

    /// <param name="header">The JSON text, spaces behind it allowed.</param>
    /// <param name="dataLength">How many bytes of data follow; -1 if that is not known yet.</param>
    public static (List<SafeTensorsEntry> Entries, Dictionary<string, string> Metadata) Parse(ReadOnlyMemory<byte> header, long dataLength)
    {
        if (header.Span[0] != (byte)'{')
        {
            throw new InvalidDataException($"The header must begin with '{{' (123); it begins with the byte {header.Span[0]}.");
        }

        try
        {
            // The strict decoder refuses what JSON readers pass over: text that is not UTF-8.
            new UTF8Encoding(false, true).GetCharCount(header.Span);
        }
        catch (DecoderFallbackException problem)
        {
            throw new InvalidDataException("The header is not UTF-8 text.", problem);
        }

        var entries = new List<SafeTensorsEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var reader = new Utf8JsonReader(header.Span, new JsonReaderOptions { MaxDepth = 4 });
            reader.Read();
            var names = new HashSet<string>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (!names.Add(name))
                {
                    throw new InvalidDataException($"The header names '{name}' twice.");
                }

                reader.Read();
                if (name == "__metadata__")
                {
                    ReadMetadata(ref reader, metadata);
                }
                else
                {
                    entries.Add(ReadEntry(ref reader, name));
                }
            }

            if (reader.Read())
            {
                throw new InvalidDataException("The header goes on after its closing brace.");
            }
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"The header is not valid JSON: {problem.Message}", problem);
        }
        catch (InvalidOperationException problem)
        {
            throw new InvalidDataException($"The header is not valid JSON: {problem.Message}", problem);
        }

        CheckRanges(entries, dataLength);
        return (entries, metadata);
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata)
    {
        Expect(ref reader, JsonTokenType.StartObject, "__metadata__", "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            Expect(ref reader, JsonTokenType.String, "__metadata__." + key, "a text");
            if (!metadata.TryAdd(key, reader.GetString()!))
            {
                throw new InvalidDataException($"The metadata names '{key}' twice.");
            }
        }
    }

    private static SafeTensorsEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.StartObject, name, "an object");
        string? type = null;
        List<long>? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            var twice = key switch
            {
                "dtype" => type is not null,
                "shape" => shape is not null,
                "data_offsets" => offsets is not null,
                _ => throw new InvalidDataException($"Tensor '{name}' has a field '{key}'; only dtype, shape and data_offsets are known."),
            };
            if (twice)
            {
                throw new InvalidDataException($"Tensor '{name}' has its {key} twice.");
            }

            switch (key)
            {
                case "dtype":
                    Expect(ref reader, JsonTokenType.String, name + ".dtype", "a text");
                    type = reader.GetString();
                    break;
                case "shape":
                    shape = ReadNumbers(ref reader, name, "shape", MaximumRank);
                    break;
                default:
                    offsets = ReadNumbers(ref reader, name, "data_offsets", 2);
                    break;
            }
        }

        if (type is null || shape is null || offsets is not { Count: 2 })
        {
            throw new InvalidDataException($"Tensor '{name}' must have dtype, shape and two data_offsets; {(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")} is missing or incomplete.");
        }

        if (!Types.TryGetValue(type, out var known))
        {
            throw new InvalidDataException($"Tensor '{name}' has the unknown type '{type}'.");
        }

        CheckSize(name, shape, known.Size, offsets[0], offsets[1]);
        return new SafeTensorsEntry(name, known.Type, [.. shape], offsets[0], offsets[1]);
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader, string name, string field, int maximum)
    {
        Expect(ref reader, JsonTokenType.StartArray, name + "." + field, "a list");
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(ref reader, JsonTokenType.Number, name + "." + field, "whole numbers");

            // Digits only: 1e3, 4.0 and -0 are numbers to JSON but not lengths.
            var text = Encoding.ASCII.GetString(reader.ValueSpan);
            if (!text.All(char.IsAsciiDigit) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > 1L << 53)
            {
                throw new InvalidDataException($"Tensor '{name}' has '{text}' in its {field}; whole numbers from 0 to 2^53 are expected.");
            }

            if (numbers.Count == maximum)
            {
                throw new InvalidDataException($"Tensor '{name}' has more than {maximum} numbers in its {field}.");
            }

            numbers.Add(value);
        }

        return numbers;
    }

    private static void CheckSize(string name, List<long> shape, int size, long begin, long end)
    {
        if (end < begin)
        {
            throw new InvalidDataException($"Tensor '{name}' ends at byte {end}, before it begins at {begin}.");
        }

        // In 128 bits a product of lengths below 2^53 cannot wrap before it is found too large.
        UInt128 bytes = (uint)size;
        var isEmpty = shape.Contains(0);
        foreach (var length in shape)
        {
            bytes *= isEmpty ? 0 : (UInt128)length;
            if (bytes > long.MaxValue)
            {
                throw new InvalidDataException($"Tensor '{name}' of shape [{string.Join(", ", shape)}] is too large to exist.");
            }
        }

        if (bytes != (UInt128)(end - begin))
        {
            throw new InvalidDataException($"Tensor '{name}' of shape [{string.Join(", ", shape)}] needs {bytes} bytes, but its data_offsets span {end - begin}.");
        }
    }

    /// <summary>The tensors must cover the data from its first byte to its last, without hole or overlap.</summary>
    private static void CheckRanges(List<SafeTensorsEntry> entries, long dataLength)
    {
        entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin)
            : a.End != b.End ? a.End.CompareTo(b.End)
            : string.CompareOrdinal(a.Name, b.Name));
        long position = 0;
        foreach (var entry in entries)
        {
            if (entry.Begin != position)
            {
                throw new InvalidDataException(entry.Begin < position
                    ? $"Tensor '{entry.Name}' begins at byte {entry.Begin}, inside the tensor that ends at {position}."
                    : $"Bytes {position} to {entry.Begin} before tensor '{entry.Name}' belong to no tensor.");
            }

            position = entry.End;
        }

        if (dataLength != UnknownLength && position != dataLength)
        {
            throw new InvalidDataException($"The tensors take {position} bytes, but {dataLength} bytes of data follow the header.");
        }
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what, string expected)
    {
        if (reader.TokenType != type)
        {
            throw new InvalidDataException($"'{what}' must be {expected}; it is {reader.TokenType}.");
        }
    }

    private static int SizeOf(SafeTensorsType type) => type switch
    {
        SafeTensorsType.F64 or SafeTensorsType.I64 or SafeTensorsType.U64 => 8,
        SafeTensorsType.F32 or SafeTensorsType.I32 or SafeTensorsType.U32 => 4,
        SafeTensorsType.F16 or SafeTensorsType.BF16 or SafeTensorsType.I16 or SafeTensorsType.U16 => 2,
        _ => 1,
    };
}
