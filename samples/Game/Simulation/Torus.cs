namespace Game.Simulation;

/// <summary>The arena's geometry: what leaves it on one side comes in on the other.</summary>
public static class Torus
{
    /// <summary>Its extent.</summary>
    public const int Width = 1600, Height = 960;

    /// <summary>The shorter way from a to b along x.</summary>
    public static float AlongX(float a, float b) => Shorter(b - a, Width);

    /// <summary>The shorter way from a to b along y.</summary>
    public static float AlongY(float a, float b) => Shorter(b - a, Height);

    /// <summary>A place along x, brought back into the arena.</summary>
    public static float WrapX(float x) => Wrap(x, Width);

    /// <summary>A place along y, brought back into the arena.</summary>
    public static float WrapY(float y) => Wrap(y, Height);

    private static float Shorter(float way, float extent) =>
        way > extent / 2 ? way - extent : way < -extent / 2 ? way + extent : way;

    private static float Wrap(float place, float extent)
    {
        place = place < 0 ? place + extent : place;
        return place >= extent ? place - extent : place;
    }
}
