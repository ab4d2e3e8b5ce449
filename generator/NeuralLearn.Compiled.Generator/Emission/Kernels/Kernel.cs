using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>A private method that exists once per vector width. <see cref="Print"/> writes its body for one of them.</summary>
internal abstract class Kernel
{
    /// <summary>Unique in the network: "Dense1Rows".</summary>
    public abstract string Name { get; }

    /// <summary>What stands above the method: formula and shapes.</summary>
    public abstract IReadOnlyList<string> Comment { get; }

    /// <summary>How it runs and why, as the schedule says it.</summary>
    public abstract string Reason { get; }

    /// <summary>The same where it depends on the vector width.</summary>
    public virtual string ReasonAt(int lanes) => Reason;

    public abstract string Parameters { get; }

    public virtual string Returns => "void";

    /// <summary>A local that takes the result where the body stands in another method; null where it is returned.</summary>
    public string? Into { get; init; }

    /// <summary>Floats of a struct on the stack that the kernel keeps values in at one vector width.</summary>
    public virtual int StackFloats(int lanes) => 0;

    public static string StackType(int floats) => "Stack" + Literal.Int(floats);

    /// <summary>The parameters as they are passed on: "ref x, ref weights, rows".</summary>
    public string Arguments => string.Join(", ", Parameters.Split(',').Select(parameter =>
    {
        var words = parameter.Trim().Split(' ');
        return (words[0] == "ref" ? "ref " : "") + words[words.Length - 1];
    }));

    public void PrintComment(CodeWriter writer, int lanes)
    {
        foreach (var line in Comment.Append(ReasonAt(lanes)))
        {
            writer.Comment(line);
        }
    }

    public void Print(CodeWriter writer, Dialect dialect)
    {
        if (dialect.Lanes == 1)
        {
            PrintScalar(writer);
        }
        else
        {
            PrintVector(writer, dialect);
        }
    }

    /// <summary>The last statement of a kernel that returns something.</summary>
    protected string Give(string value) => Into is null ? $"return {value};" : $"{Into} = {value};";

    protected abstract void PrintVector(CodeWriter writer, Dialect dialect);

    protected abstract void PrintScalar(CodeWriter writer);

    /// <summary>The vectors that cover a panel at one width: lane offset in the panel, lanes that are real.</summary>
    protected static IEnumerable<(int Lane, int Valid)> Vectors(Panel panel, Dialect dialect)
    {
        for (var lane = 0; lane < panel.Width; lane += dialect.Lanes)
        {
            yield return (lane, panel.Valid - lane);
        }
    }

    /// <summary>Moves a reference on; nothing is written for a distance of 0.</summary>
    protected static string Advance(string reference, long distance) => $"{reference} = ref Unsafe.Add(ref {reference}, {Literal.Int(distance)});";

    protected static string Join(params string[] parts) => string.Join(", ", parts.Where(part => part.Length > 0));
}
