using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>
/// One row between the user's span and padded memory, written out. What is stored here is loaded by the next kernel at once, and the
/// processor hands a store on to a load only if it covers it: so padded rows are stored in the vectors in which they will be read.
/// </summary>
internal static class RowCopy
{
    /// <summary>Rows longer than this are copied by the library.</summary>
    public const int Longest = 64;

    /// <summary>Plain values into a padded row; what the padding holds becomes 0.</summary>
    public static void PrintIn(CodeWriter writer, Dialect dialect, string from, string to, PackedAxis axis)
    {
        writer.Comment($"{Phrase.Count(axis.Length, "value")} into whole vectors; the rest of them is 0.");
        foreach (var panel in axis.Panels)
        {
            var narrow = dialect.Narrow(panel.Width);
            for (var lane = 0; lane < panel.Width; lane += narrow.Lanes)
            {
                writer.Line(narrow.Store(Padded(narrow, from, panel.Start + lane, panel.Valid - lane), to, panel.Start + lane));
            }
        }
    }

    /// <summary>The values of a padded row.</summary>
    public static void PrintOut(CodeWriter writer, Dialect dialect, string from, string to, int size)
    {
        writer.Comment($"{Phrase.Count(size, "value")} out of whole vectors.");
        var start = 0;
        for (var lanes = dialect.Lanes; lanes >= 4; lanes /= 2)
        {
            var narrow = dialect with { Lanes = lanes };
            for (; size - start >= lanes; start += lanes)
            {
                writer.Line(narrow.Store(narrow.Load(from, start), to, start));
            }
        }

        if (size - start >= 2)
        {
            writer.Line($"{Pair(to, start)} = {Pair(from, start)};");
            start += 2;
        }

        if (size > start)
        {
            writer.Line($"{Dialect.At(to, start)} = {Dialect.At(from, start)};");
        }
    }

    /// <summary>A vector whose first lanes are read and whose others are 0; nothing behind the valid ones is read.</summary>
    private static string Padded(Dialect dialect, string from, int start, int valid)
    {
        if (valid >= dialect.Lanes)
        {
            return dialect.Load(from, start);
        }

        if (valid <= 0)
        {
            return dialect.Zero;
        }

        if (dialect.Lanes > 4)
        {
            var half = dialect with { Lanes = dialect.Lanes / 2 };
            return $"{dialect.Class}.Create({Padded(half, from, start, valid)}, {Padded(half, from, start + half.Lanes, valid - half.Lanes)})";
        }

        return valid switch
        {
            1 => $"Vector128.CreateScalar({Dialect.At(from, start)})",
            2 => Two(from, start),
            _ => $"{Two(from, start)}.WithElement(2, {Dialect.At(from, start + 2)})",
        };
    }

    private static string Two(string from, int start) => $"Vector128.CreateScalar({Pair(from, start)}).AsSingle()";

    /// <summary>Two floats as one number of their size; it is moved, never calculated with.</summary>
    private static string Pair(string reference, int start) => $"Unsafe.As<float, double>({Dialect.RefAt(reference, start)})";
}
