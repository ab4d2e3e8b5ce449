namespace Game.Simulation;

/// <summary>Where agents ate or were caught since this was last emptied: for sparks on the screen. What does not fit is left out.</summary>
public sealed class Happenings
{
    private readonly (float X, float Y, bool Caught)[] _places = new (float, float, bool)[200];

    /// <summary>The places.</summary>
    public ReadOnlySpan<(float X, float Y, bool Caught)> Places => _places.AsSpan(0, Count);

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>Notes a place.</summary>
    public void Add(float x, float y, bool caught)
    {
        if (Count < _places.Length)
        {
            _places[Count++] = (x, y, caught);
        }
    }

    /// <summary>Empties the list.</summary>
    public void Clear() => Count = 0;
}
