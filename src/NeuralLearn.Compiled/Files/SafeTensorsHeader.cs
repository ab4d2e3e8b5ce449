using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace NeuralLearn.Compiled;

/// <summary>
/// A safetensors header that has passed every check of the format. Nothing is allocated per number or per key: what a hostile header
/// costs stays a small multiple of its own length.
/// </summary>
internal sealed class SafeTensorsHeader
{
    /// <summary>For a stream that does not tell how long it is.</summary>
    public const long UnknownLength = -1;

    private const int MaximumRank = 32;

    private const long MaximumNumber = 1L << 53;

    private const string MetadataName = "__metadata__";

    private static readonly (string Name, SafeTensorsType Type)[] Types =
        Array.ConvertAll(Enum.GetValues<SafeTensorsType>(), type => (SafeTensorsEntry.TypeName(type), type));

    private readonly Dictionary<string, SafeTensorsEntry> _byName = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private SafeTensorsEntry[] _entries = [];

    private SafeTensorsHeader()
    {
    }

    /// <summary>In the order of their data, which is free of holes and overlaps.</summary>
    public IReadOnlyList<SafeTensorsEntry> Entries => Array.AsReadOnly(_entries);

    public IReadOnlyDictionary<string, string> Metadata => _metadata.AsReadOnly();

    /// <summary>How many bytes of data the tensors cover.</summary>
    public long DataLength => _entries.Length == 0 ? 0 : _entries[^1].End;

    /// <param name="header">The JSON text, at least two bytes, spaces behind it allowed.</param>
    /// <param name="dataLength">How many bytes of data follow, or <see cref="UnknownLength"/>.</param>
    public static SafeTensorsHeader Parse(ReadOnlySpan<byte> header, long dataLength)
    {
        if (header[0] != (byte)'{')
        {
            throw new InvalidDataException($"The header must begin with '{{' (byte 123); it begins with byte {header[0]}.");
        }

        // JSON readers look at texts only when asked for them and would pass over bytes that are no characters.
        if (!Utf8.IsValid(header))
        {
            throw new InvalidDataException("The header is not UTF-8 text.");
        }

        var parsed = new SafeTensorsHeader();
        try
        {
            parsed.ReadObject(header);
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"The header is not valid JSON: {problem.Message}", problem);
        }
        catch (InvalidOperationException problem)
        {
            // Half a surrogate pair passes the JSON reader's grammar, but cannot be made a string.
            throw new InvalidDataException("A text in the header has an escape that stands for no character.", problem);
        }

        parsed.CheckRanges(dataLength);
        return parsed;
    }

    public SafeTensorsEntry? Find(string name) => _byName.GetValueOrDefault(name);

    private void ReadObject(ReadOnlySpan<byte> header)
    {
        // Object, tensor, list: nothing in the format is deeper.
        var reader = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = 3 });
        reader.Read();
        var hasMetadata = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(MetadataName))
            {
                if (hasMetadata)
                {
                    throw new InvalidDataException($"The header has {MetadataName} twice.");
                }

                hasMetadata = true;
                ReadMetadata(ref reader);
                continue;
            }

            var name = reader.GetString()!;
            if (!_byName.TryAdd(name, ReadEntry(ref reader, name)))
            {
                throw new InvalidDataException($"The header names tensor '{FileText.Printable(name)}' twice.");
            }
        }

        var end = (int)reader.BytesConsumed;
        reader.Read();

        // JSON would also take tabs and line ends; the format pads with spaces only.
        var other = header[end..].IndexOfAnyExcept((byte)' ');
        if (other >= 0)
        {
            throw new InvalidDataException(
                $"The header goes on after its closing brace: byte {end + other} of {header.Length} is {header[end + other]}, not a space (32).");
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidDataException($"{MetadataName} must be an object; it is {FileText.NameOf(reader.TokenType)}.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
            {
                throw new InvalidDataException(
                    $"Metadata '{FileText.Printable(key)}' must be a text; it is {FileText.NameOf(reader.TokenType)}.");
            }

            if (!_metadata.TryAdd(key, reader.GetString()!))
            {
                throw new InvalidDataException($"The metadata has '{FileText.Printable(key)}' twice.");
            }
        }
    }

    private static SafeTensorsEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        Read(ref reader, name, "", JsonTokenType.StartObject);
        SafeTensorsType? type = null;
        Span<long> shape = stackalloc long[MaximumRank];
        Span<long> offsets = stackalloc long[2];
        int rank = -1, ends = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("dtype"))
            {
                CheckOnce(type is not null, name, "dtype");
                type = ReadType(ref reader, name);
            }
            else if (reader.ValueTextEquals("shape"))
            {
                CheckOnce(rank >= 0, name, "shape");
                rank = ReadNumbers(ref reader, name, "shape", shape);
            }
            else if (reader.ValueTextEquals("data_offsets"))
            {
                CheckOnce(ends >= 0, name, "data_offsets");
                ends = ReadNumbers(ref reader, name, "data_offsets", offsets);
            }
            else
            {
                var field = FileText.Printable(reader.GetString()!);
                throw new InvalidDataException($"Tensor '{FileText.Printable(name)}' has a field '{field}'; only dtype, shape and data_offsets are known.");
            }
        }

        if (type is null || rank < 0 || ends < 0)
        {
            var absent = type is null ? "dtype" : rank < 0 ? "shape" : "data_offsets";
            throw new InvalidDataException($"Tensor '{FileText.Printable(name)}' has no {absent}; it needs dtype, shape and data_offsets.");
        }

        if (ends != 2)
        {
            throw new InvalidDataException(
                $"The data_offsets of tensor '{FileText.Printable(name)}' are incomplete: {ends} of 2 numbers are there.");
        }

        CheckSize(name, type.Value, shape[..rank], offsets[0], offsets[1]);
        return new SafeTensorsEntry(name, type.Value, shape[..rank].ToArray(), offsets[0], offsets[1]);
    }

    private static SafeTensorsType ReadType(ref Utf8JsonReader reader, string name)
    {
        Read(ref reader, name, "dtype", JsonTokenType.String);
        foreach (var (text, type) in Types)
        {
            if (reader.ValueTextEquals(text))
            {
                return type;
            }
        }

        var unknown = FileText.Printable(reader.GetString()!);
        var names = string.Join(", ", Types.Select(known => known.Name));
        throw new InvalidDataException($"Tensor '{FileText.Printable(name)}' has the unknown dtype '{unknown}'; known are {names}.");
    }

    /// <returns>How many numbers there are.</returns>
    private static int ReadNumbers(ref Utf8JsonReader reader, string name, string field, scoped Span<long> numbers)
    {
        Read(ref reader, name, field, JsonTokenType.StartArray);
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number)
            {
                throw new InvalidDataException(
                    $"The {field} of tensor '{FileText.Printable(name)}' must be whole numbers; there is {FileText.NameOf(reader.TokenType)}.");
            }

            // Digits only: 1e3, 4.0 and -0 are numbers to JSON, but not counts of bytes.
            if (reader.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9')
                || !Utf8Parser.TryParse(reader.ValueSpan, out long value, out _)
                || value > MaximumNumber)
            {
                throw new InvalidDataException(
                    $"Tensor '{FileText.Printable(name)}' has {FileText.Printable(reader.ValueSpan)} in its {field}; "
                    + $"whole numbers from 0 to {MaximumNumber} in plain digits are expected.");
            }

            if (count < numbers.Length)
            {
                numbers[count] = value;
            }

            // Counted to the end for the message.
            count++;
        }

        return count <= numbers.Length
            ? count
            : throw new InvalidDataException(
                $"Tensor '{FileText.Printable(name)}' has {count} numbers in its {field}, more than {numbers.Length}.");
    }

    private static void CheckSize(string name, SafeTensorsType type, ReadOnlySpan<long> shape, long begin, long end)
    {
        if (end < begin)
        {
            throw new InvalidDataException($"Tensor '{FileText.Printable(name)}' ends at byte {end}, before it begins at byte {begin}.");
        }

        // In 128 bits no product below 2^63 times a length of at most 2^53 can wrap. A length of 0 makes the tensor empty, but does not
        // excuse the others: whether a shape can exist must not depend on where its 0 stands.
        UInt128 bytes = (uint)SafeTensorsEntry.SizeOf(type);
        foreach (var length in shape)
        {
            bytes *= length == 0 ? 1 : (UInt128)length;
            if (bytes > long.MaxValue)
            {
                throw new InvalidDataException(
                    $"Tensor '{FileText.Printable(name)}' of shape {FileText.ShapeOf(shape)} is too large: it has more than {long.MaxValue} bytes.");
            }
        }

        if (shape.Contains(0))
        {
            bytes = 0;
        }

        if (bytes != (UInt128)(end - begin))
        {
            throw new InvalidDataException(
                $"Tensor '{FileText.Printable(name)}' of {SafeTensorsEntry.TypeName(type)} {FileText.ShapeOf(shape)} needs {bytes} bytes, "
                + $"but its data_offsets {begin} to {end} span {end - begin}.");
        }
    }

    /// <summary>The tensors must cover the data from its first byte to its last, without hole or overlap.</summary>
    private void CheckRanges(long dataLength)
    {
        _entries = [.. _byName.Values];
        Array.Sort(_entries, static (a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin)
            : a.End != b.End ? a.End.CompareTo(b.End)
            : string.CompareOrdinal(a.Name, b.Name));
        long position = 0;
        foreach (var entry in _entries)
        {
            if (entry.Begin != position)
            {
                throw new InvalidDataException(entry.Begin < position
                    ? $"Tensor '{FileText.Printable(entry.Name)}' begins at byte {entry.Begin}, inside the tensor that ends at byte {position}."
                    : $"Bytes {position} to {entry.Begin} before tensor '{FileText.Printable(entry.Name)}' belong to no tensor.");
            }

            position = entry.End;
        }

        if (dataLength != UnknownLength && dataLength < position)
        {
            throw new InvalidDataException($"The file ends early: {dataLength} of {position} bytes of data are there.");
        }

        if (dataLength > position)
        {
            throw new InvalidDataException(
                $"The file goes on after the {position} bytes of its tensors: {dataLength} bytes of data follow the header.");
        }
    }

    private static void CheckOnce(bool isThere, string name, string field)
    {
        if (isThere)
        {
            throw new InvalidDataException($"Tensor '{FileText.Printable(name)}' has its {field} twice.");
        }
    }

    /// <summary>Goes to a value, which must be of one kind.</summary>
    private static void Read(ref Utf8JsonReader reader, string name, string field, JsonTokenType type)
    {
        reader.Read();
        if (reader.TokenType != type)
        {
            var what = field.Length == 0 ? "Tensor" : $"The {field} of tensor";
            throw new InvalidDataException(
                $"{what} '{FileText.Printable(name)}' must be {FileText.NameOf(type)}; it is {FileText.NameOf(reader.TokenType)}.");
        }
    }
}
