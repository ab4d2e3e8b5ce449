using NeuralLearn.Compiled.Tool.Files;

namespace NeuralLearn.Compiled.Tool.Tests;

/// <summary>Several files of a command: all of them or none.</summary>
public sealed class OutputFilesTests
{
    [Fact]
    public void SecondCannotBeWritten_TheFirstIsAsItWas()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder["b"]);
        folder.Write("a", "old");
        var failure = Assert.Throws<ToolFailure>(() => OutputFiles.Write((folder["a"], "new"u8.ToArray()), (folder["b"], "new"u8.ToArray())));
        Assert.Contains("cannot be written", failure.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(folder["a"]));
        Assert.Equal([folder["a"], folder["b"]], Directory.EnumerateFileSystemEntries(folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SecondCannotBeWritten_AFirstThatWasNotThereIsNotThere()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder["b"]);
        Assert.Throws<ToolFailure>(() => OutputFiles.Write((folder["a"], "new"u8.ToArray()), (folder["b"], "new"u8.ToArray())));
        Assert.Equal([folder["b"]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void AllAreReplaced_AndNoCopyIsLeft()
    {
        using var folder = new ScratchFolder();
        folder.Write("a", "old");
        folder.Write("b", "old");
        OutputFiles.Write((folder["a"], "new a"u8.ToArray()), (folder["b"], "new b"u8.ToArray()));
        Assert.Equal("new a", File.ReadAllText(folder["a"]));
        Assert.Equal("new b", File.ReadAllText(folder["b"]));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }
}
