namespace NeuralLearn.Compiled;

/// <summary>
/// A column of a CSV file, by its name in the header or by its place: <c>"species"</c>, <c>4</c> or <c>^1</c> (the last one).
/// </summary>
public readonly record struct CsvColumn
{
    private readonly string? _name;
    private readonly Index _place;

    private CsvColumn(string? name, Index place)
    {
        _name = name;
        _place = place;
    }

    /// <summary>By name.</summary>
    /// <param name="name">As in the header, upper and lower case as there.</param>
    public static implicit operator CsvColumn(string name) => FromName(name);

    /// <summary>By place.</summary>
    /// <param name="place">From 0.</param>
    public static implicit operator CsvColumn(int place) => FromPlace(place);

    /// <summary>By place, also from the end.</summary>
    /// <param name="place">From 0, or <c>^1</c> for the last.</param>
    public static implicit operator CsvColumn(Index place) => FromPlace(place);

    /// <summary>By name.</summary>
    /// <param name="name">As in the header, upper and lower case as there.</param>
    /// <returns>The column.</returns>
    public static CsvColumn FromName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new CsvColumn(name, default);
    }

    /// <summary>By place, also from the end.</summary>
    /// <param name="place">From 0, or <c>^1</c> for the last.</param>
    /// <returns>The column.</returns>
    public static CsvColumn FromPlace(Index place) => new(null, place);

    /// <summary>As it is written: a name in quotes, or a place.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _name is null ? _place.ToString() : $"'{_name}'";

    /// <summary>Where the column stands.</summary>
    internal int Find(string[]? header, int columns, string file)
    {
        if (_name is null)
        {
            var place = _place.GetOffset(columns);
            return place >= 0 && place < columns
                ? place
                : throw new InvalidDataException($"{file}: there is no column {_place}; the file has {columns} columns, the first is 0.");
        }

        if (header is null)
        {
            throw new ArgumentException(
                $"Column '{_name}' is asked for by name, but CsvOptions.HasHeader is false: the columns have no names.");
        }

        var found = Array.IndexOf(header, _name);
        if (found < 0)
        {
            throw new InvalidDataException(
                $"{file}: there is no column '{_name}'; the columns are '{FileText.Printable(string.Join("', '", header))}'.");
        }

        return Array.IndexOf(header, _name, found + 1) < 0
            ? found
            : throw new InvalidDataException($"{file}: two columns have the name '{_name}'; ask for one of them by its place.");
    }
}
