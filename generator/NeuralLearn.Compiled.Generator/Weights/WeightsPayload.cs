namespace NeuralLearn.Compiled.Generator.Weights;

/// <summary>The data of a weights file. Two are equal if their checksums are: nobody compares megabytes.</summary>
internal sealed class WeightsPayload : IEquatable<WeightsPayload>
{
    /// <summary>How the task's files are called.</summary>
    public const string Extension = ".nlpayload";

    private readonly Lazy<byte[]> _data;

    private WeightsPayload(string checksum, string text)
    {
        Checksum = checksum;
        _data = new Lazy<byte[]>(() => Decode(text));
    }

    public string Checksum { get; }

    /// <summary>Little-endian, as in the file; empty where the text is none of the task's.</summary>
    public byte[] Data => _data.Value;

    /// <param name="text">What the task has written: the checksum, and behind it the data in base 64.</param>
    public static WeightsPayload Parse(string text)
    {
        var end = text.IndexOf('\n');
        return new WeightsPayload(end < 0 ? "" : text.Substring(0, end).TrimEnd('\r'), end < 0 ? "" : text.Substring(end + 1));
    }

    public bool Equals(WeightsPayload? other) => other is not null && other.Checksum == Checksum;

    public override bool Equals(object? obj) => Equals(obj as WeightsPayload);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Checksum);

    private static byte[] Decode(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
