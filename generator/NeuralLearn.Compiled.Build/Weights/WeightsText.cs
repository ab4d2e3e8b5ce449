using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NeuralLearn.Compiled.Build.Weights;

/// <summary>
/// What a weights file is to a compiler, which reads text only: a header of one line per tensor, and the data in base 64. What cannot be
/// read has a header that says why, and no data.
/// </summary>
internal sealed class WeightsText
{
    /// <summary>More data than this fits no assembly as literals; the text of larger files stays unwritten.</summary>
    public const int MaximumData = 1 << 24;

    private const string Format = "neurallearn weights 1\n";

    private const int Column = 120;

    private WeightsText(string header, string? payload, string? problem, bool mayPass = false)
    {
        Header = header;
        Payload = payload;
        Problem = problem;
        MayPass = mayPass;
    }

    public string Header { get; }

    /// <summary>Null where there is none.</summary>
    public string? Payload { get; }

    /// <summary>Why the file cannot be used; null where it can.</summary>
    public string? Problem { get; }

    /// <summary>Whether the same file may be read another time: somebody holds it, or its rights will change, which its date does not show.</summary>
    public bool MayPass { get; }

    /// <param name="name">What a network calls the file.</param>
    /// <param name="path">Where it is.</param>
    public static WeightsText Read(string name, string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Read(name, stream);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return Broken(name, "There is no such file.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Broken(name, problem.Message, mayPass: true);
        }
    }

    public static WeightsText Read(string name, Stream file)
    {
        try
        {
            var total = file.Length;
            var length = WeightsHeader.Length(Bytes(file, (int)Math.Min(total, WeightsHeader.PrefixLength)), total);
            var dataLength = total - WeightsHeader.PrefixLength - length;
            var tensors = WeightsHeader.Parse(Bytes(file, length), dataLength);
            if (dataLength > MaximumData)
            {
                return new WeightsText(Describe(name, tensors, dataLength, "-"), null, null);
            }

            var data = Bytes(file, (int)dataLength);
            var checksum = Checksum(data);
            return new WeightsText(Describe(name, tensors, dataLength, checksum), checksum + "\n" + Lines(Convert.ToBase64String(data)), null);
        }
        catch (InvalidDataException problem)
        {
            return Broken(name, problem.Message);
        }
    }

    private static WeightsText Broken(string name, string why, bool mayPass = false) =>
        new(Format + "name " + Escape(name) + "\nproblem " + Escape(why) + "\n", null, why, mayPass);

    private static string Describe(string name, IEnumerable<WeightsTensor> tensors, long dataLength, string checksum)
    {
        var text = new StringBuilder(Format);
        text.Append("name ").Append(Escape(name)).Append('\n');
        text.Append("data ").Append(dataLength.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(checksum).Append('\n');
        foreach (var tensor in tensors)
        {
            var shape = tensor.Shape.Length == 0 ? "-" : string.Join(",", tensor.Shape.Select(length => length.ToString(CultureInfo.InvariantCulture)));
            text.Append("tensor ").Append(tensor.Type).Append(' ').Append(shape).Append(' ')
                .Append(tensor.Begin.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(Escape(tensor.Name)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Names are any text at all; a line has one of them.</summary>
    private static string Escape(string text) => string.Concat(text.Select(character =>
        character == '\\' || char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029'
            ? "\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture)
            : character.ToString()));

    private static string Lines(string text)
    {
        var lines = new StringBuilder(text.Length + (text.Length / Column) + 1);
        for (var i = 0; i < text.Length; i += Column)
        {
            lines.Append(text, i, Math.Min(Column, text.Length - i)).Append('\n');
        }

        return lines.ToString();
    }

    private static byte[] Bytes(Stream file, int count)
    {
        var bytes = new byte[count];
        var read = 0;
        while (read < count)
        {
            var now = file.Read(bytes, read, count - read);
            if (now == 0)
            {
                throw new InvalidDataException($"The file ends early: {read.ToString(CultureInfo.InvariantCulture)} of {count.ToString(CultureInfo.InvariantCulture)} bytes are there.");
            }

            read += now;
        }

        return bytes;
    }

    private static string Checksum(byte[] data)
    {
        using var hash = SHA256.Create();
        return string.Concat(hash.ComputeHash(data).Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
