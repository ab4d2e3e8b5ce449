using System.Globalization;
using System.Text;

namespace NeuralLearn.Compiled.Build.Weights;

/// <summary>
/// The header of a safetensors file, checked by the rules that the library's own reader has: a file that a build takes is one that Load
/// takes. Tests hold the two against each other.
/// </summary>
internal static class WeightsHeader
{
    public const int MaximumHeader = 1 << 20;

    public const int PrefixLength = 8;

    private const int MaximumRank = 32;

    private const long MaximumNumber = 1L << 53;

    private const string MetadataName = "__metadata__";

    private static readonly (string Name, int Bytes)[] Types =
    [
        ("F64", 8), ("F32", 4), ("F16", 2), ("BF16", 2), ("I64", 8), ("I32", 4), ("I16", 2), ("I8", 1), ("U64", 8), ("U32", 4), ("U16", 2), ("U8", 1),
        ("BOOL", 1), ("F8_E4M3", 1), ("F8_E5M2", 1), ("F8_E8M0", 1), ("C64", 8),
    ];

    /// <summary>How long the header is, from the first bytes of a file.</summary>
    /// <param name="prefix">The file's first bytes, 8 unless it has fewer.</param>
    /// <param name="total">Bytes of the whole file.</param>
    public static int Length(byte[] prefix, long total)
    {
        if (prefix.Length < PrefixLength)
        {
            throw new InvalidDataException(
                $"The file has {Text(prefix.Length)} bytes; a safetensors file begins with {PrefixLength} bytes that give the length of its header.");
        }

        ulong announced = 0;
        for (var i = PrefixLength - 1; i >= 0; i--)
        {
            announced = (announced << 8) | prefix[i];
        }

        if (announced > MaximumHeader)
        {
            throw new InvalidDataException(
                $"The file announces a header of {announced.ToString(CultureInfo.InvariantCulture)} bytes; at most {MaximumHeader} are accepted." + ForeignFormat.Guess(announced));
        }

        if (announced < 2)
        {
            throw new InvalidDataException($"The file announces a header of {announced.ToString(CultureInfo.InvariantCulture)} bytes; the shortest, {{}}, has 2.");
        }

        return (long)announced <= total - PrefixLength
            ? (int)announced
            : throw new InvalidDataException($"The file announces a header of {announced.ToString(CultureInfo.InvariantCulture)} bytes, but only {Text(total - PrefixLength)} follow.");
    }

    /// <summary>The tensors of a header in the order of their data, which is free of holes and overlaps.</summary>
    /// <param name="header">Its bytes, at least two.</param>
    /// <param name="dataLength">How many bytes of data follow.</param>
    public static IReadOnlyList<WeightsTensor> Parse(byte[] header, long dataLength)
    {
        if (header[0] != (byte)'{')
        {
            throw new InvalidDataException($"The header must begin with '{{' (byte 123); it begins with byte {Text(header[0])}.");
        }

        string decoded;
        try
        {
            decoded = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(header);
        }
        catch (DecoderFallbackException problem)
        {
            throw new InvalidDataException("The header is not UTF-8 text.", problem);
        }

        var tensors = new Dictionary<string, WeightsTensor>(StringComparer.Ordinal);
        var text = new HeaderText(decoded);
        ReadObject(text, tensors);

        var end = text.Position;
        if (text.Peek() != '\0' || text.Position < decoded.Length)
        {
            throw text.NotJson("something follows the closing brace");
        }

        // JSON would also take tabs and line ends; the format pads with spaces only.
        for (var i = end; i < decoded.Length; i++)
        {
            if (decoded[i] != ' ')
            {
                var place = Encoding.UTF8.GetByteCount(decoded.Substring(0, i));
                throw new InvalidDataException(
                    $"The header goes on after its closing brace: byte {Text(place)} of {Text(header.Length)} is {Text(header[place])}, not a space (32).");
            }
        }

        return Ordered(tensors, dataLength);
    }

    private static void ReadObject(HeaderText text, Dictionary<string, WeightsTensor> tensors)
    {
        var hasMetadata = false;
        Members(text, name =>
        {
            if (name != MetadataName)
            {
                var tensor = ReadTensor(text, name);
                if (tensors.ContainsKey(name))
                {
                    throw new InvalidDataException($"The header names tensor '{HeaderText.Printable(name)}' twice.");
                }

                tensors.Add(name, tensor);
                return;
            }

            if (hasMetadata)
            {
                throw new InvalidDataException($"The header has {MetadataName} twice.");
            }

            hasMetadata = true;
            text.Expect(MetadataName, "an object");
            var keys = new HashSet<string>(StringComparer.Ordinal);
            Members(text, key =>
            {
                text.Expect($"Metadata '{HeaderText.Printable(key)}'", "a text");
                text.ReadText();
                if (!keys.Add(key))
                {
                    throw new InvalidDataException($"The metadata has '{HeaderText.Printable(key)}' twice.");
                }
            });
        });
    }

    /// <summary>Reads an object; <paramref name="member"/> reads the value of each of its names.</summary>
    private static void Members(HeaderText text, Action<string> member)
    {
        text.Take('{');
        if (text.TryTake('}'))
        {
            return;
        }

        do
        {
            var name = text.Peek() == '"' ? text.ReadText() : throw text.NotJson("a name is expected");
            text.Take(':');
            member(name);
        }
        while (text.TryTake(','));
        text.Take('}');
    }

    private static WeightsTensor ReadTensor(HeaderText text, string name)
    {
        var printable = HeaderText.Printable(name);
        text.Expect($"Tensor '{printable}'", "an object");
        string? type = null;
        List<long>? shape = null, offsets = null;
        Members(text, field =>
        {
            switch (field)
            {
                case "dtype":
                    CheckOnce(type is not null, printable, field);
                    text.Expect($"The dtype of tensor '{printable}'", "a text");
                    type = text.ReadText();
                    if (SizeOf(type) == 0)
                    {
                        var names = string.Join(", ", Types.Select(known => known.Name));
                        throw new InvalidDataException($"Tensor '{printable}' has the unknown dtype '{HeaderText.Printable(type)}'; known are {names}.");
                    }

                    break;
                case "shape":
                    CheckOnce(shape is not null, printable, field);
                    shape = ReadNumbers(text, printable, field, MaximumRank);
                    break;
                case "data_offsets":
                    CheckOnce(offsets is not null, printable, field);
                    offsets = ReadNumbers(text, printable, field, 2);
                    break;
                default:
                    throw new InvalidDataException($"Tensor '{printable}' has a field '{HeaderText.Printable(field)}'; only dtype, shape and data_offsets are known.");
            }
        });
        if (type is null || shape is null || offsets is null)
        {
            var absent = type is null ? "dtype" : shape is null ? "shape" : "data_offsets";
            throw new InvalidDataException($"Tensor '{printable}' has no {absent}; it needs dtype, shape and data_offsets.");
        }

        if (offsets.Count != 2)
        {
            throw new InvalidDataException($"The data_offsets of tensor '{printable}' are incomplete: {Text(offsets.Count)} of 2 numbers are there.");
        }

        var tensor = new WeightsTensor(name, type, [.. shape], offsets[0], offsets[1]);
        CheckSize(tensor, printable);
        return tensor;
    }

    private static List<long> ReadNumbers(HeaderText text, string name, string field, int most)
    {
        text.Expect($"The {field} of tensor '{name}'", "a list");
        var numbers = new List<long>();
        text.Take('[');
        if (text.TryTake(']'))
        {
            return numbers;
        }

        do
        {
            if (text.Kind() is var kind && kind != "a number")
            {
                throw new InvalidDataException($"The {field} of tensor '{name}' must be whole numbers; there is {kind}.");
            }

            // Digits only: 1e3, 4.0 and -0 are numbers to JSON, but not counts of bytes.
            var written = text.ReadNumber();
            if (!long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > MaximumNumber)
            {
                throw new InvalidDataException(
                    $"Tensor '{name}' has {HeaderText.Printable(written)} in its {field}; whole numbers from 0 to {Text(MaximumNumber)} in plain digits are expected.");
            }

            numbers.Add(value);
        }
        while (text.TryTake(','));
        text.Take(']');
        return numbers.Count <= most
            ? numbers
            : throw new InvalidDataException($"Tensor '{name}' has {Text(numbers.Count)} numbers in its {field}, more than {Text(most)}.");
    }

    private static void CheckSize(WeightsTensor tensor, string name)
    {
        if (tensor.End < tensor.Begin)
        {
            throw new InvalidDataException($"Tensor '{name}' ends at byte {Text(tensor.End)}, before it begins at byte {Text(tensor.Begin)}.");
        }

        // A length of 0 makes the tensor empty, but does not excuse the others: whether a shape can exist must not depend on where its 0 stands.
        long bytes = SizeOf(tensor.Type);
        foreach (var length in tensor.Shape)
        {
            if (length > 0 && bytes > long.MaxValue / length)
            {
                throw new InvalidDataException(
                    $"Tensor '{name}' of shape {ShapeOf(tensor.Shape)} is too large: it has more than {Text(long.MaxValue)} bytes.");
            }

            bytes *= Math.Max(1, length);
        }

        bytes = tensor.Shape.Contains(0) ? 0 : bytes;
        if (bytes != tensor.End - tensor.Begin)
        {
            throw new InvalidDataException(
                $"Tensor '{name}' of {tensor.Type} {ShapeOf(tensor.Shape)} needs {Text(bytes)} bytes, "
                + $"but its data_offsets {Text(tensor.Begin)} to {Text(tensor.End)} span {Text(tensor.End - tensor.Begin)}.");
        }
    }

    /// <summary>The tensors must cover the data from its first byte to its last, without hole or overlap.</summary>
    private static List<WeightsTensor> Ordered(Dictionary<string, WeightsTensor> tensors, long dataLength)
    {
        var ordered = tensors.Values.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End).ThenBy(tensor => tensor.Name, StringComparer.Ordinal).ToList();
        long position = 0;
        foreach (var tensor in ordered)
        {
            if (tensor.Begin != position)
            {
                throw new InvalidDataException(tensor.Begin < position
                    ? $"Tensor '{HeaderText.Printable(tensor.Name)}' begins at byte {Text(tensor.Begin)}, inside the tensor that ends at byte {Text(position)}."
                    : $"Bytes {Text(position)} to {Text(tensor.Begin)} before tensor '{HeaderText.Printable(tensor.Name)}' belong to no tensor.");
            }

            position = tensor.End;
        }

        if (dataLength < position)
        {
            throw new InvalidDataException($"The file ends early: {Text(dataLength)} of {Text(position)} bytes of data are there.");
        }

        return dataLength == position
            ? ordered
            : throw new InvalidDataException($"The file goes on after the {Text(position)} bytes of its tensors: {Text(dataLength)} bytes of data follow the header.");
    }

    private static int SizeOf(string type) => Types.FirstOrDefault(known => known.Name == type).Bytes;

    private static void CheckOnce(bool isThere, string name, string field)
    {
        if (isThere)
        {
            throw new InvalidDataException($"Tensor '{name}' has its {field} twice.");
        }
    }

    private static string ShapeOf(long[] shape) => "[" + string.Join(", ", shape.Select(Text)) + "]";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
