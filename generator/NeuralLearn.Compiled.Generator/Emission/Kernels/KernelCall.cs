namespace NeuralLearn.Compiled.Generator.Emission.Kernels;

/// <summary>A kernel and what it is called with, in the order of its parameters.</summary>
internal sealed record KernelCall(Kernel Kernel, IReadOnlyList<string> Arguments)
{
    /// <summary>The call through the choice of widths.</summary>
    public override string ToString() => "Kernels." + Direct + ";";

    /// <summary>The call from inside a width's own class.</summary>
    public string Direct => $"{Kernel.Name}({string.Join(", ", Arguments)})";

    /// <summary>The kernel's body instead of a call, in a block where its parameters are locals.</summary>
    public void PrintInPlace(CodeWriter writer, Dialect dialect)
    {
        Kernel.PrintComment(writer, dialect.Level);

        using (writer.Block())
        {
            // A kernel knows its memory by its parameters' names.
            foreach (var (parameter, argument) in Kernel.Parameters.Split(',').Zip(Arguments, (parameter, argument) => (parameter.Trim(), argument)))
            {
                // Numbers of the whole pass have one name everywhere.
                if (parameter != "float " + argument)
                {
                    var isConstant = argument.All(char.IsDigit);
                    writer.Line($"{(isConstant ? "const " : "")}{parameter} = {argument};");
                }
            }

            writer.Blank();
            Kernel.Print(writer, dialect);
        }
    }
}
