using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>The features of one sample as locals of a method, a vector each.</summary>
internal sealed class RegisterRow(string stem, PackedAxis axis, Dialect dialect)
{
    /// <summary>The local that begins at a feature.</summary>
    public string Name(int column) => stem + "_" + Literal.Int(column);

    /// <summary>The vector from a column on.</summary>
    public string Load(int column) => Name(column);

    public void PrintDeclarations(CodeWriter writer) => Each((narrow, column) => writer.Line($"{narrow.Type} {Name(column)};"));

    public void PrintStores(CodeWriter writer, string memory) => Each((narrow, column) => writer.Line(narrow.Store(Name(column), memory, column)));

    private void Each(Action<Dialect, int> print)
    {
        foreach (var panel in axis.Panels)
        {
            var narrow = dialect.Narrow(panel.Width);
            for (var lane = 0; lane < panel.Valid; lane += narrow.Lanes)
            {
                print(narrow, panel.Start + lane);
            }
        }
    }

    /// <summary>Four features from one that 4 divides, repeated through a vector of the given width.</summary>
    public string Four(int column, Dialect wanted)
    {
        var panel = axis.Panels.First(candidate => column < candidate.Start + candidate.Width);
        var own = dialect.Narrow(panel.Width);
        var start = column - ((column - panel.Start) % own.Lanes);
        var quarter = (column - start) / 4;
        var at = wanted.Lanes > own.Lanes ? wanted : own;
        var text = Name(start);
        for (var lanes = own.Lanes; lanes < at.Lanes; lanes *= 2)
        {
            text += ".ToVector" + Literal.Int(lanes * 64) + "Unsafe()";
        }

        if (at.Lanes == 16 && (quarter > 0 || wanted.Lanes > 4))
        {
            text = $"Avx512F.Shuffle4x128({text}, {text}, {Literal.Int(quarter * 0x55)})";
        }
        else if (at.Lanes == 8 && (quarter > 0 || wanted.Lanes > 4))
        {
            text = $"Avx.Permute2x128({text}, {text}, {Literal.Int(quarter * 0x11)})";
        }

        for (var lanes = at.Lanes; lanes > wanted.Lanes; lanes /= 2)
        {
            text += ".GetLower()";
        }

        return text;
    }
}
