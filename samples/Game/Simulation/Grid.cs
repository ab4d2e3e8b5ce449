namespace Game.Simulation;

/// <summary>Finds what is near without looking at everything: things sorted by the square they are in, in the order of their numbers.</summary>
/// <param name="capacity">The most things there can be.</param>
public sealed class Grid(int capacity)
{
    /// <summary>The side of a square.</summary>
    public const int Side = 80;

    /// <summary>Squares in a row, and rows.</summary>
    public const int Columns = Torus.Width / Side, Rows = Torus.Height / Side;

    private readonly int[] _starts = new int[(Columns * Rows) + 1];
    private readonly int[] _fill = new int[Columns * Rows];
    private readonly int[] _square = new int[capacity];
    private readonly int[] _items = new int[capacity];

    /// <summary>Begins anew: call it, then <see cref="Place"/> for each thing, then <see cref="Sort"/>.</summary>
    public void Clear() => Array.Clear(_starts);

    /// <summary>Notes where a thing is.</summary>
    public void Place(int item, float x, float y)
    {
        var square = (RowOf(y) * Columns) + ColumnOf(x);
        _square[item] = square;
        _starts[square + 1]++;
    }

    /// <summary>Sorts the things 0 to <paramref name="count"/> - 1, all of which were placed.</summary>
    public void Sort(int count)
    {
        for (var square = 0; square < Columns * Rows; square++)
        {
            _starts[square + 1] += _starts[square];
            _fill[square] = _starts[square];
        }

        for (var item = 0; item < count; item++)
        {
            _items[_fill[_square[item]]++] = item;
        }
    }

    /// <summary>The things in a square; columns and rows go round the arena.</summary>
    public ReadOnlySpan<int> In(int column, int row)
    {
        var square = (Round(row, Rows) * Columns) + Round(column, Columns);
        return _items.AsSpan(_starts[square].._starts[square + 1]);
    }

    /// <summary>The column of a place.</summary>
    public static int ColumnOf(float x) => Math.Clamp((int)x / Side, 0, Columns - 1);

    /// <summary>The row of a place.</summary>
    public static int RowOf(float y) => Math.Clamp((int)y / Side, 0, Rows - 1);

    private static int Round(int index, int count) => index < 0 ? index + count : index >= count ? index - count : index;
}
