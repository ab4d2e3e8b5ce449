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
        Assert.Equal(emitted.Keys.Order(StringComparer.Ordinal), kept.Keys.Order(StringComparer.Ordinal));
        Assert.All(emitted, file => Assert.True(kept[file.Key] == file.Value, Difference($"docs/generated/{name}/{file.Key}", kept[file.Key], file.Value)));
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
