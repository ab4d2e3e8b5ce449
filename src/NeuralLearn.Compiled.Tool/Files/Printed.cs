namespace NeuralLearn.Compiled.Tool.Files;

/// <summary>How what comes from files is shown.</summary>
internal static class Printed
{
    /// <summary>A name that a stranger wrote: short, on one line.</summary>
    public static string Text(string name) => FileText.Printable(name);
}
