using System.Text.RegularExpressions;
using NeuralLearn.Compiled.Generator.Tests.Compiling;
using NeuralLearn.Compiled.Generator.Tests.Rules;

namespace NeuralLearn.Compiled.Generator.Tests.Snapshots;

/// <summary>Emitted code reads as if somebody had written it, over the networks of the snapshots and all kinds of layers.</summary>
public sealed partial class ReadabilityTests
{
    private const int LongestLine = 160;

    private static readonly Dictionary<string, string> Sources = Snapshot.Names.Select(name => (Name: name, new Snapshot(name).Source))
        .Concat(GoodLayerSamples.All.Select(sample => (sample.Name + "Layers", Source: "using NeuralLearn.Compiled;\n" + sample.Source)))
        .ToDictionary(sample => sample.Item1, sample => sample.Source, StringComparer.Ordinal);

    public static TheoryData<string> Networks => [.. Sources.Keys];

    [Theory]
    [MemberData(nameof(Networks))]
    public void EmittedLines_ReadAsWritten(string name) => Assert.Empty(Files(name).SelectMany(file => Complaints(file.Lines).Select(said => $"{file.Name}: {said}")).Take(10));

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryLayer_IsHeadedByAttributeShapesAndFormula(string name)
    {
        var files = Files(name);
        var passes = Assert.Single(files, file => file.Name.EndsWith(".Passes.g.cs", StringComparison.Ordinal));
        var table = Assert.Single(files, file => file.Name.EndsWith(".Network.g.cs", StringComparison.Ordinal)).Lines.Select(line => TableRow().Match(line))
            .Where(row => row.Success && !HasNoCode(row.Groups[2].Value, passes.Lines)).ToList();
        Assert.NotEmpty(table);
        Assert.All(table, row => Assert.Contains(OneLine(passes.Lines), line => line.StartsWith($"// {row.Groups[1].Value}: {row.Groups[2].Value}, [", StringComparison.Ordinal)
            && HeadingEnd().IsMatch(line)));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryKernel_SaysWhatItComputesAndWhy(string name)
    {
        foreach (var (file, lines) in Files(name).Where(file => file.Name.Contains(".Kernels", StringComparison.Ordinal)))
        {
            var kernels = Enumerable.Range(0, lines.Length).Where(at => lines[at].Contains("[MethodImpl(MethodImplOptions.AggressiveOptimization)]", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(kernels);
            Assert.All(kernels, at => Assert.True(
                lines[at - 1].TrimStart().StartsWith("// ", StringComparison.Ordinal) && lines[at - 2].TrimStart().StartsWith("// ", StringComparison.Ordinal),
                $"{file}: the kernel in line {at + 2} says too little."));
        }
    }

    [Theory]
    [InlineData("for (int k = 0; k < 1; k++)\n{\n}")]
    [InlineData("for (nint place = 0; place < 16; place += 16)\n{\n}")]
    [InlineData("int at = row * 1;")]
    [InlineData("int at = (row + 0) * 4;")]
    [InlineData("float y = Unsafe.Add(ref x, 0 + lane);")]
    [InlineData("// Outputs 0 to 3: 8 rows × 1 vectors of 4.")]
    [InlineData("var d = 0f;\n{\n}")]
    [InlineData("}\n{\n}")]
    public void Complaints_FindWhatTheyAreFor(string code) => Assert.NotEmpty(Complaints(code.Split('\n')));

    [Theory]
    [InlineData("for (int k = 0; k < 2; k++)\n{\n}")]
    [InlineData("float y = (x * 1f) + 0f;")]
    [InlineData("float y = x * 1.5f;")]
    [InlineData("// Outputs 0 to 3.\n{\n}")]
    [InlineData("new TensorInfo(\"dense1.weight\", new[] { 1, 1 }, 0),")]
    public void Complaints_LeaveOthersAlone(string code) => Assert.Empty(Complaints(code.Split('\n')));

    private static IEnumerable<string> Complaints(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            var before = i == 0 ? "" : lines[i - 1].Trim();
            var isTable = line.StartsWith('"') || (line.StartsWith("/// ", StringComparison.Ordinal) && line.Contains("  ", StringComparison.Ordinal));
            var isText = line.StartsWith("//", StringComparison.Ordinal);
            if (lines[i].Length > LongestLine && !isTable && line.IndexOfAny([' ', ',']) >= 0 && !line.StartsWith("throw ", StringComparison.Ordinal) && !line.StartsWith("=> throw ", StringComparison.Ordinal))
            {
                yield return $"{lines[i].Length} characters: {line}";
            }

            if (line == "{" && (before.Length == 0 || before[^1] is ';' or '{' or '}'))
            {
                yield return $"line {i + 1}: braces without a word behind \"{before}\"";
            }

            if (!isText && !line.Contains('"', StringComparison.Ordinal) && Leftover().IsMatch(line))
            {
                yield return "an index that says nothing: " + line;
            }

            if (OneOfMany().IsMatch(line) && isText)
            {
                yield return "one of many: " + line;
            }

            // One that is left by "continue" is needed.
            if (Loop().Match(line) is { Success: true } loop && Turns(loop) == 1 && !Body(lines, i).Any(inner => inner.Trim() == "continue;"))
            {
                yield return "a loop of one turn: " + line;
            }
        }
    }

    /// <summary>Inputs and what is only asserted; and a network that does not learn has no dropout.</summary>
    private static bool HasNoCode(string attribute, string[] passes) => attribute.StartsWith("[Input", StringComparison.Ordinal) || attribute.StartsWith("[Expect", StringComparison.Ordinal)
        || (attribute.StartsWith("[Dropout", StringComparison.Ordinal) && !passes.Any(line => line.Contains(" void Learn(", StringComparison.Ordinal)));

    /// <summary>The lines of a block, by their indentation.</summary>
    private static IEnumerable<string> Body(IReadOnlyList<string> lines, int header)
    {
        var end = lines[header][..^lines[header].TrimStart().Length] + "}";
        return lines.Skip(header + 1).TakeWhile(line => line != end);
    }

    private static long Turns(Match loop)
    {
        long from = long.Parse(loop.Groups[1].ValueSpan, null), end = long.Parse(loop.Groups[2].ValueSpan, null);
        var step = loop.Groups[3].Success ? long.Parse(loop.Groups[3].ValueSpan, null) : 1;
        return (end - from + step - 1) / step;
    }

    private static List<(string Name, string[] Lines)> Files(string name)
    {
        var files = new UserProject(Sources[name]).Generate().Files;
        Assert.NotEmpty(files);
        return [.. files.Select(file => (file.HintName, file.SourceText.ToString().Split('\n')))];
    }

    /// <summary>Comments that were broken in two are one line again.</summary>
    private static List<string> OneLine(string[] lines)
    {
        var joined = new List<string>();
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (joined.Count > 0 && line.StartsWith("// ", StringComparison.Ordinal) && joined[^1].StartsWith("// ", StringComparison.Ordinal) && joined[^1][^1] != '.')
            {
                joined[^1] += line[2..];
            }
            else
            {
                joined.Add(line);
            }
        }

        return joined;
    }

    [GeneratedRegex(@"^ *///? (\S+) +(\[\w+(?:\(.*\))?\]) {2,}\[")]
    private static partial Regex TableRow();

    [GeneratedRegex(@"\] -> \[[\d, ]+\]: .*\S")]
    private static partial Regex HeadingEnd();

    [GeneratedRegex(@" [*/] 1(?![\w.])| \+ 0(?![\w.])|(?<=[(\[]|, |[^=<>!]= )0 [+*] |, 0\) \* |ref \w+, 0\)")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"(?<![\w.,])1 (?:vectors|rows|outputs|inputs|channels|positions|lanes|numbers|values|steps|floats)\b")]
    private static partial Regex OneOfMany();

    [GeneratedRegex(@"^for \(\w+ \w+ = (\d+); \w+ < (\d+); \w+(?:\+\+| \+= (\d+))\)$")]
    private static partial Regex Loop();
}
