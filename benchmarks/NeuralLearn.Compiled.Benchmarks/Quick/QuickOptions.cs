namespace NeuralLearn.Compiled.Benchmarks.Quick;

/// <summary>What the table is asked for.</summary>
/// <param name="Csv">Cells as lines, and nothing else.</param>
/// <param name="Tiled">With the C program that is tiled by hand.</param>
/// <param name="Smoke">Each cell a few calls, and no peers with a process of their own: it shows that everything runs and agrees, and no speed.</param>
/// <param name="Networks">These alone; all where there are none.</param>
internal sealed record QuickOptions(bool Csv, bool Tiled, bool Smoke, IReadOnlyList<string> Networks)
{
    /// <summary>Null, after a line on the standard error, where there is an option that is none.</summary>
    public static QuickOptions? Parse(string[] options)
    {
        if (options.FirstOrDefault(option => option.StartsWith('-') && option is not ("--csv" or "--tiled" or "--smoke")) is { } unknown)
        {
            Console.Error.WriteLine($"'{unknown}' is no option of quick; --csv, --tiled and --smoke are");
            return null;
        }

        return new QuickOptions(options.Contains("--csv"), options.Contains("--tiled"), options.Contains("--smoke"), [.. options.Where(option => !option.StartsWith('-'))]);
    }
}
