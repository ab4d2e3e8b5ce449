using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Snapshots;

/// <summary>The files under docs/generated are what the compiler emits, character by character.</summary>
public sealed class SnapshotTests
{
    private const int LinesOfContext = 3;

    public static TheoryData<string> Names => [.. Snapshot.Names];

    /// <summary>With WRITE_DOCUMENTS set, what is emitted is written.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void EmittedFiles_AreThoseOfTheFolder(string name)
    {
        var snapshot = new Snapshot(name);
        if (Environment.GetEnvironmentVariable("WRITE_DOCUMENTS") is { Length: > 0 })
        {
            snapshot.Write();
            return;
        }

        var (kept, emitted) = (snapshot.Kept, snapshot.Emitted());
        Assert.Contains("Passes.g.cs", kept.Keys);
        Assert.Contains("Kernels256.g.cs", kept.Keys);
        Assert.All(kept, file => Assert.Contains(file.Key, emitted.Keys));
        Assert.All(kept, file => Assert.True(file.Value == emitted[file.Key], Difference($"docs/generated/{name}/{file.Key}", file.Value, emitted[file.Key])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Network_CompilesAndGivesNoMessage(string name)
    {
        var generated = new UserProject(new Snapshot(name).Source).Generate();
        Assert.Empty(UserProject.Analyze(generated.After).Select(Generated.Describe));
        generated.AssertClean();
    }

    [Fact]
    public void Index_ShowsEveryNetworkAsItIsDeclared()
    {
        var index = File.ReadAllText(Path.Combine(Snapshot.Root, "README.md"));
        Assert.Equal(10, Snapshot.Names.Count);
        Assert.All(Snapshot.Names, name =>
        {
            var source = new Snapshot(name).Source;
            Assert.Contains("```csharp\n" + source[source.IndexOf("[Network", StringComparison.Ordinal)..].TrimEnd('\n') + "\n```", index, StringComparison.Ordinal);
            Assert.All(new Snapshot(name).Kept.Keys, file => Assert.Contains($"({name}/{file})", index, StringComparison.Ordinal));
        });
        Assert.True(Directory.EnumerateFiles(Snapshot.Root, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) < 1_700_000);
    }

    [Fact]
    public void Difference_NamesTheFirstLineAndItsNeighbours()
    {
        var said = Difference("a.g.cs", "1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\nfive\n6\n7\n8\n");
        Assert.StartsWith("a.g.cs differs from line 5 on.", said, StringComparison.Ordinal);
        Assert.Contains("  2\n  3\n  4\n- 5\n+ five\n- 6\n+ 6\n", said, StringComparison.Ordinal);
        Assert.DoesNotContain("  1\n", said, StringComparison.Ordinal);
    }

    private static string Difference(string file, string kept, string emitted)
    {
        string[] found = kept.Split('\n'), expected = emitted.Split('\n');
        var at = found.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count();
        var lines = found.Take(at).TakeLast(LinesOfContext).Select(line => "  " + line)
            .Concat(Enumerable.Range(at, LinesOfContext).SelectMany(line => Marked("- ", found, line).Concat(Marked("+ ", expected, line))));
        return $"{file} differs from line {at + 1} on. It has (-) and should have (+):\n{string.Join("\n", lines)}\n"
            + "Set WRITE_DOCUMENTS=1 and run this test once more to have the files written.";
    }

    private static IEnumerable<string> Marked(string mark, string[] lines, int at) => at < lines.Length ? [mark + lines[at]] : [];
}
