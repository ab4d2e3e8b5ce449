namespace NeuralLearn.Compiled;

/// <summary>An input of a network.</summary>
/// <param name="Name">As declared; "input" without a name.</param>
/// <param name="Shape">Lengths of its axes.</param>
public sealed record NetworkInput(string Name, IReadOnlyList<int> Shape)
{
    /// <summary>Values in one row.</summary>
    public int Size { get; } = Product(Shape);

    internal static int Product(IReadOnlyList<int> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var size = 1;
        foreach (var length in shape)
        {
            size = checked(size * length);
        }

        return size;
    }
}

/// <summary>An output of a network.</summary>
/// <param name="Name">As declared; "output" without a name.</param>
/// <param name="Shape">Lengths of its axes.</param>
/// <param name="Meaning">What its loss says that its values are.</param>
public sealed record NetworkOutput(string Name, IReadOnlyList<int> Shape, OutputMeaning Meaning)
{
    /// <summary>Values in one row.</summary>
    public int Size { get; } = NetworkInput.Product(Shape);

    /// <summary>The names of the classes; none where they have none.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>For <see cref="OutputMeaning.YesOrNo"/>: yes from this value on.</summary>
    public float YesFrom { get; init; }
}

/// <summary>What the values of an output are.</summary>
public enum OutputMeaning
{
    /// <summary>Plain numbers.</summary>
    Values,

    /// <summary>One score per class; the largest wins, ties go to the lowest, NaN counts as largest.</summary>
    Classes,

    /// <summary>One value; yes from <see cref="NetworkOutput.YesFrom"/> on.</summary>
    YesOrNo,
}
