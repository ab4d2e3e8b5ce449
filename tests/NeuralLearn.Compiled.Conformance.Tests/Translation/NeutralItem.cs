using System.Globalization;
using System.Text.Json;

namespace NeuralLearn.Compiled.Conformance.Translation;

/// <summary>
/// A layer, loss or optimizer of the neutral description. It remembers which of its properties were read: one that nobody asked for
/// would otherwise be a network other than the one described, translated without a word.
/// </summary>
internal sealed class NeutralItem
{
    private readonly Dictionary<string, JsonElement> _properties;
    private readonly HashSet<string> _unread;

    public NeutralItem(JsonElement json)
    {
        _properties = json.EnumerateObject().ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);
        _unread = [.. _properties.Keys];
        Type = Read("type")!.Value.GetString()!;
    }

    public string Type { get; }

    public IEnumerable<string> Unread => _unread.Order(StringComparer.Ordinal);

    public static string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Quoted(string value) => $"\"{value}\"";

    /// <summary>Takes note of properties that follow from shapes and say nothing of their own.</summary>
    public void Ignore(params string[] names) => _unread.ExceptWith(names);

    public string? Text(string name) => Read(name)?.GetString();

    public int Integer(string name) => Read(name)!.Value.GetInt32();

    public string? Number(string name) => Read(name) is { } value ? Literal(value.GetDouble()) : null;

    public bool? Flag(string name) => Read(name)?.GetBoolean();

    public IReadOnlyList<string> Texts(string name) =>
        Read(name) is { } list ? [.. list.EnumerateArray().Select(text => text.GetString()!)] : [];

    public IReadOnlyList<double> Numbers(string name) =>
        Read(name) is { } list ? [.. list.EnumerateArray().Select(number => number.GetDouble())] : [];

    /// <summary>A number, or a list of one or two, as height and width; null where absent.</summary>
    public (int Height, int Width)? Extent(string name)
    {
        if (Read(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number
            ? (value.GetInt32(), value.GetInt32())
            : (value[0].GetInt32(), value[value.GetArrayLength() - 1].GetInt32());
    }

    private JsonElement? Read(string name)
    {
        _unread.Remove(name);
        return _properties.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
