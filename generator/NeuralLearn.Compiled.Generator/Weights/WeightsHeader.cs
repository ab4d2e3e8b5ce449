using System.Globalization;
using System.Text;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Weights;

/// <summary>A tensor of a weights file.</summary>
/// <param name="Type">As the file names it: "F32".</param>
/// <param name="Begin">Its first byte of the data.</param>
internal sealed record WeightsTensor(string Name, string Type, EquatableArray<long> Shape, long Begin)
{
    public string ShapeText => "[" + string.Join(", ", Shape.Select(length => length.ToString(CultureInfo.InvariantCulture))) + "]";
}

/// <summary>
/// What is in a weights file, as the build's task has written it down. The task has checked the file; here is nothing but what a class needs
/// for being compared with it.
/// </summary>
/// <param name="Name">What a class calls the file.</param>
/// <param name="Checksum">Of its data; "-" where there is too much of it to be baked.</param>
/// <param name="Bytes">Of its data.</param>
/// <param name="Problem">Why it cannot be used; null where it can.</param>
internal sealed record WeightsHeader(string Name, string Checksum, long Bytes, EquatableArray<WeightsTensor> Tensors, string? Problem)
{
    /// <summary>How the task's files are called.</summary>
    public const string Extension = ".nlheader";

    private const string Format = "neurallearn weights 1";

    private const string Damaged = "What the build has noted about it is damaged; build again.";

    public static WeightsHeader Parse(string text)
    {
        var lines = text.Split(['\n'], StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r')).ToList();
        string name = "", checksum = "-";
        string? problem = lines.Count > 0 && lines[0] == Format ? null : "The build that read it was of another version; build again.";
        long bytes = 0;
        var tensors = new List<WeightsTensor>();
        foreach (var line in problem is null ? lines.Skip(1) : [])
        {
            var words = line.Split(' ');
            switch (words[0])
            {
                case "name":
                    name = Plain(line.Substring("name ".Length));
                    break;
                case "problem":
                    problem = Plain(line.Substring("problem ".Length));
                    break;
                case "data" when words.Length == 3 && Number(words[1]) is { } length:
                    bytes = length;
                    checksum = words[2];
                    break;
                case "tensor" when words.Length >= 5 && Number(words[3]) is { } begin && (words[2] == "-" ? [] : words[2].Split(',').Select(Number).ToList()) is var shape
                    && shape.TrueForAll(axis => axis is not null):
                    tensors.Add(new WeightsTensor(Plain(string.Join(" ", words.Skip(4))), words[1], shape.Select(axis => axis!.Value).ToEquatableArray(), begin));
                    break;
                default:
                    problem ??= Damaged;
                    break;
            }
        }

        if (tensors.Select(tensor => tensor.Name).Distinct(StringComparer.Ordinal).Count() < tensors.Count)
        {
            problem ??= Damaged;
        }

        return new WeightsHeader(name, checksum, bytes, tensors.ToEquatableArray(), problem);
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>Takes the escapes away.</summary>
    private static string Plain(string text)
    {
        if (text.IndexOf('\\') < 0)
        {
            return text;
        }

        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var code = 0;
            var isEscape = text[i] == '\\' && i + 5 < text.Length && int.TryParse(text.Substring(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
            plain.Append(isEscape ? (char)code : text[i]);
            i += isEscape ? 5 : 0;
        }

        return plain.ToString();
    }
}
