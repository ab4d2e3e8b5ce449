using System.Globalization;
using System.Numerics;

namespace NeuralLearn.Compiled;

/// <summary>Numbers for the texts of a label column.</summary>
internal sealed class ClassTable
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly bool _isClosed;

    public ClassTable(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (!_numbers.TryAdd(name, _names.Count))
            {
                throw new ArgumentException($"Two classes have the name '{name}'.", nameof(names));
            }

            _names.Add(name);
        }

        _isClosed = names.Count > 0;
    }

    public string[] Names => [.. _names];

    /// <summary>The number of a text; a new one for a new text unless the names were given.</summary>
    public int? Number(string text)
    {
        if (_numbers.TryGetValue(text, out var number))
        {
            return number;
        }

        if (_isClosed)
        {
            return null;
        }

        _numbers.Add(text, _names.Count);
        _names.Add(text);
        return _names.Count - 1;
    }

    /// <summary>Sorts the names, and renumbers what was numbered before.</summary>
    public void Sort(Span<int> labels)
    {
        if (_isClosed)
        {
            return;
        }

        var values = new BigInteger[_names.Count];
        var isNumeric = true;
        for (var i = 0; i < values.Length; i++)
        {
            // Texts of hundreds of digits are no class numbers, and slow to parse.
            isNumeric &= _names[i].Length <= 40
                && BigInteger.TryParse(_names[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out values[i]);
        }

        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort(order, (a, b) =>
        {
            var byValue = isNumeric ? values[a].CompareTo(values[b]) : 0;
            return byValue != 0 ? byValue : string.CompareOrdinal(_names[a], _names[b]);
        });
        var renumbered = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            renumbered[order[i]] = i;
        }

        foreach (ref var label in labels)
        {
            label = renumbered[label];
        }

        string[] sorted = [.. order.Select(i => _names[i])];
        _names.Clear();
        _numbers.Clear();
        foreach (var name in sorted)
        {
            Number(name);
        }
    }
}
