namespace NeuralLearn.Compiled.Tests.Files;

/// <summary>Whatever happens while saving, the place holds the old file or the new one.</summary>
public sealed class AtomicReplaceTests
{
    private static readonly TensorInfo[] Tensors = [new("a", [1000], 0)];

    [Fact]
    public void WritingThatStopsHalfWay_LeavesTheOldFileAndNoOther()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("net");
        File.WriteAllText(path, "old");
        void StopHalfWay()
        {
            using var file = new AtomicFile(path);
            file.Stream.Write(new byte[100_000]);
            file.Stream.Flush();
            Assert.Equal(2, folder.Names.Length);
            Assert.Equal("old", File.ReadAllText(path));
            throw new IOException("The disk is full.");
        }

        Assert.Throws<IOException>(StopHalfWay);
        Assert.Equal(["net"], folder.Names);
        Assert.Equal("old", File.ReadAllText(path));
    }

    [Fact]
    public void WritingThatStopsHalfWay_WhereNothingWas_LeavesNothing()
    {
        using var folder = new TemporaryFolder();
        using (var file = new AtomicFile(folder.File("net")))
        {
            file.Stream.WriteByte(1);
        }

        Assert.Empty(folder.Names);
    }

    [Fact]
    public void TwoSaversAtOnce_DoNotDisturbEachOther_AndTheLastOneStays()
    {
        using var folder = new TemporaryFolder();
        using (AtomicFile one = new(folder.File("net")), two = new(folder.File("net")))
        {
            two.Stream.Write("two"u8);
            one.Stream.Write("first"u8);
            two.Commit();
            Assert.Equal("two", File.ReadAllText(folder.File("net")));
            one.Commit();
        }

        Assert.Equal("first", File.ReadAllText(folder.File("net")));
        Assert.Equal(["net"], folder.Names);
    }

    [Fact]
    public void SavingOverALongerFile_LeavesNothingOfIt()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("net");
        File.WriteAllBytes(path, new byte[100_000]);
        SafeTensorsWriter.Write(path, Tensors, new float[1000]);
        Assert.Equal(["net"], folder.Names);
        Assert.InRange(new FileInfo(path).Length, 4_000, 4_200);
        Assert.Equal("a", Assert.Single(SafeTensorsFile.Read(path).Tensors).Name);
    }

    [Fact]
    public void PlaceThatIsAFolder_IsRefused_AndNothingStaysBehind()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("net"));
        Assert.True(Record.Exception(() => SafeTensorsWriter.Write(folder.File("net"), Tensors, new float[1000])) is IOException or UnauthorizedAccessException);
        Assert.Equal(["net"], folder.Names);
        Assert.True(Directory.Exists(folder.File("net")));
    }

    [Fact]
    public void FolderThatIsNotThere_IsTheSystemsOwnException()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<DirectoryNotFoundException>(() => SafeTensorsWriter.Write(Path.Combine(folder.File("gone"), "net"), Tensors, new float[1000]));
        Assert.Throws<ArgumentException>(() => SafeTensorsWriter.Write("", Tensors, new float[1000]));
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void RefusedNetwork_LeavesTheOldFile()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("net");
        File.WriteAllText(path, "old");
        Assert.Throws<ArgumentException>(() => NetworkFile.Save(path, Tensors, new float[999], default, "Net"));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["net"], folder.Names);
    }

    [Fact]
    public async Task ManySaversAndOneReader_NeverSeeAMixture()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("net");
        SafeTensorsWriter.Write(path, Tensors, Filled(-1));
        var savers = Enumerable.Range(0, 4).Select(saver => Task.Run(() =>
        {
            for (var round = 0; round < 10; round++)
            {
                SafeTensorsWriter.Write(path, Tensors, Filled((saver * 10) + round));
            }
        })).ToArray();
        var all = Task.WhenAll(savers);
        var reads = 0;
        while (!all.IsCompleted || reads == 0)
        {
            // Where a file that is open cannot be replaced, reading it would be the savers' failure.
            var values = new float[1000];
            if (OperatingSystem.IsWindows())
            {
                await all;
            }

            NetworkFile.Load(path, LoadMode.Strict, Tensors, values, default);
            Assert.Single(values.Distinct());
            reads++;
        }

        await all;
        Assert.Equal(["net"], folder.Names);
    }

    private static float[] Filled(float value)
    {
        var values = new float[1000];
        Array.Fill(values, value);
        return values;
    }
}
