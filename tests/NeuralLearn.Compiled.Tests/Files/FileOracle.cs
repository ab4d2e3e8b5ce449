using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace NeuralLearn.Compiled.Tests.Files;

/// <summary>
/// The rules of the format once more, written from their description without regard to speed: a document tree, big integers, sets.
/// It answers only whether a file is right.
/// </summary>
internal static class FileOracle
{
    private static readonly Dictionary<string, int> Sizes = new(StringComparer.Ordinal)
    {
        ["BOOL"] = 1,
        ["U8"] = 1,
        ["I8"] = 1,
        ["F8_E4M3"] = 1,
        ["F8_E5M2"] = 1,
        ["F8_E8M0"] = 1,
        ["U16"] = 2,
        ["I16"] = 2,
        ["F16"] = 2,
        ["BF16"] = 2,
        ["U32"] = 4,
        ["I32"] = 4,
        ["F32"] = 4,
        ["U64"] = 8,
        ["I64"] = 8,
        ["F64"] = 8,
        ["C64"] = 8,
    };

    public static bool IsValid(byte[] file)
    {
        if (file.Length < 8)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (length is < 2 or > 1 << 20 || length > (ulong)file.Length - 8)
        {
            return false;
        }

        try
        {
            var text = new UTF8Encoding(false, true).GetString(file, 8, (int)length).TrimEnd(' ');
            if (text.Length < 2 || text[0] != '{' || text[^1] != '}')
            {
                return false;
            }

            using var document = JsonDocument.Parse(text);
            return IsValid(document.RootElement, file.Length - 8 - (int)length);
        }
        catch (Exception problem) when (problem is DecoderFallbackException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsValid(JsonElement root, int dataLength)
    {
        var ranges = new List<(long Begin, long End)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                return false;
            }

            if (property.Name == "__metadata__" ? !IsMetadata(property.Value) : !IsTensor(property.Value, ranges))
            {
                return false;
            }
        }

        ranges.Sort();
        return (ranges.Count == 0 ? 0 : ranges[0].Begin) == 0
            && (ranges.Count == 0 ? 0 : ranges[^1].End) == dataLength
            && ranges.Zip(ranges.Skip(1)).All(pair => pair.First.End == pair.Second.Begin);
    }

    private static bool IsMetadata(JsonElement metadata)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        return metadata.ValueKind == JsonValueKind.Object
            && metadata.EnumerateObject().All(property => keys.Add(property.Name)
                && property.Value.ValueKind == JsonValueKind.String
                && property.Value.GetString() is not null);
    }

    private static bool IsTensor(JsonElement tensor, List<(long Begin, long End)> ranges)
    {
        if (tensor.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        string[] fields = [.. tensor.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal)];
        if (!fields.SequenceEqual(["data_offsets", "dtype", "shape"])
            || tensor.GetProperty("dtype") is not { ValueKind: JsonValueKind.String } type
            || !Sizes.TryGetValue(type.GetString()!, out var size)
            || Numbers(tensor.GetProperty("shape")) is not { Count: <= 32 } shape
            || Numbers(tensor.GetProperty("data_offsets")) is not { Count: 2 } offsets)
        {
            return false;
        }

        var whole = shape.Where(axis => axis > 0).Aggregate(new BigInteger(size), (product, axis) => product * axis);
        var bytes = shape.Contains(0) ? BigInteger.Zero : whole;
        ranges.Add((offsets[0], offsets[1]));
        return whole <= long.MaxValue && bytes == offsets[1] - offsets[0];
    }

    private static List<long>? Numbers(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var numbers = new List<long>();
        foreach (var element in list.EnumerateArray())
        {
            var text = element.GetRawText();
            if (element.ValueKind != JsonValueKind.Number || !text.All(char.IsAsciiDigit))
            {
                return null;
            }

            var number = BigInteger.Parse(text, CultureInfo.InvariantCulture);
            if (number > BigInteger.Pow(2, 53))
            {
                return null;
            }

            numbers.Add((long)number);
        }

        return numbers;
    }
}
