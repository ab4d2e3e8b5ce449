using NeuralLearn.Compiled.Build.Weights;

namespace NeuralLearn.Compiled.Weights.Tests;

/// <summary>Which names weights files have, and what is seen of a change.</summary>
public sealed class WeightsPlanTests
{
    [Theory]
    [InlineData("/projects/app", "/projects/app/a.safetensors", "a.safetensors")]
    [InlineData("/projects/app/", "/projects/app/models/a.safetensors", "models/a.safetensors")]
    [InlineData("/projects/app", "/projects/models/a.safetensors", "../models/a.safetensors")]
    [InlineData("/projects/app", "/data/a.safetensors", "../../data/a.safetensors")]
    [InlineData("/projects/app", "/projects/app.safetensors", "../app.safetensors")]
    [InlineData("/o'ne, (x)/app", "/o'ne, (x)/app/a,b;c%20$(d).safetensors", "a,b;c%20$(d).safetensors")]
    [InlineData("/projects/app", "/projects/App/a.safetensors", "../App/a.safetensors")]
    [InlineData("/projects/app", "/projects/app/b\\c.safetensors", "b/c.safetensors")]
    public void File_IsCalledByItsPathFromTheProject(string project, string path, string name) =>
        Assert.Equal(name, Assert.Single(WeightsPlan.Of([(path, "")], project, isWindows: false).Entries).Name);

    [Theory]
    [InlineData(@"C:\work\app", @"c:\Work\app\models\a.safetensors", "models/a.safetensors")]
    [InlineData(@"C:\work\app", @"C:\work\models\a.safetensors", "../models/a.safetensors")]
    [InlineData(@"C:\work\app", @"D:\models\a.safetensors", "D:/models/a.safetensors")]
    public void FileOnWindows_IsCalledByItsPathFromTheProject(string project, string path, string name) =>
        Assert.Equal(name, Assert.Single(WeightsPlan.Of([(path, "")], project, isWindows: true).Entries).Name);

    [Fact]
    public void FileThatIsListedTwice_IsOne()
    {
        var plan = WeightsPlan.Of([("/app/a.safetensors", ""), ("/app/a.safetensors", ""), ("/app/a.safetensors", @"x\a.safetensors")], "/app", isWindows: false);
        Assert.Equal(["a.safetensors", "x/a.safetensors"], plan.Entries.Select(entry => entry.Name));
        Assert.Equal(2, plan.Entries.Select(entry => entry.Header).Distinct().Count());
        Assert.Single(WeightsPlan.Of([("/app/a.safetensors", ""), ("/APP/A.safetensors", "a.safetensors")], "/app", isWindows: true).Entries);
    }

    [Fact]
    public void FilesOfOneLink_GoByTheirPaths()
    {
        var plan = WeightsPlan.Of([("/a/m.safetensors", "m"), ("/b/m.safetensors", "m"), ("/c/m.safetensors", "n")], "/app", isWindows: false);
        Assert.Equal(["../a/m.safetensors", "../b/m.safetensors", "n"], plan.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void Texts_HaveNamesThatAnyFileSystemTakes()
    {
        var plan = WeightsPlan.Of([("/app/" + new string('ä', 240) + ".safetensors", ""), ("/app/a;b'(%20).safetensors", "")], "/app", isWindows: false);
        Assert.All(plan.Entries, entry => Assert.Matches(@"^[\w.]{1,130}\.[0-9a-f]{12}\.nlheader$", entry.Header));
        Assert.All(plan.Entries, entry => Assert.DoesNotContain(entry.Payload, char.IsSurrogate));
        Assert.StartsWith("a_b___20_.safetensors.", plan.Entries[1].Stem, StringComparison.Ordinal);
    }

    [Fact]
    public void ListChanges_WithNamesAlone_AndStampsWithAnyFile()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "a.safetensors");
            File.WriteAllBytes(path, [1, 2, 3]);
            var (list, stamps) = Of((path, ""));
            Assert.Equal((list, stamps), Of((path, "")));
            Assert.NotEqual(list, Of().List);
            Assert.NotEqual(list, Of((path, "b")).List);

            // Older than before, as it is after mv or cp -p: no date says that it is new.
            File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            var older = Of((path, ""));
            Assert.Equal(list, older.List);
            Assert.NotEqual(stamps, older.Stamps);
            File.WriteAllBytes(path, [1, 2, 3, 4]);
            File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            Assert.NotEqual(older.Stamps, Of((path, "")).Stamps);
            File.Delete(path);
            Assert.Equal(list, Of((path, "")).List);
            Assert.NotEqual(WeightsPlan.Of([], folder.FullName, isWindows: false).Stamps("1"), WeightsPlan.Of([], folder.FullName, isWindows: false).Stamps("2"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        (string List, string Stamps) Of(params (string, string)[] files)
        {
            var plan = WeightsPlan.Of(files, folder.FullName, isWindows: false);
            return (plan.List, plan.Stamps("reader"));
        }
    }

    [Fact]
    public void FileThatSomebodyHolds_IsReadAgainLater()
    {
        var path = Path.GetTempFileName();
        try
        {
            using (File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                var text = WeightsText.Read("a", path);
                Assert.NotNull(text.Problem);
                Assert.True(text.MayPass);
            }

            Assert.False(WeightsText.Read("a", path).MayPass);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
