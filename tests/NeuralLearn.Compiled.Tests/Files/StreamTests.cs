namespace NeuralLearn.Compiled.Tests.Files;

/// <summary>Streams that do not keep their word, and files that are too large for it.</summary>
public sealed class StreamTests
{
    private static readonly byte[] GoodFile = FileBytes.Of(FileBytes.Good, FileBytes.GoodData);

    [Theory]
    [InlineData(-1, "ends early: 11 of 12 bytes")]
    [InlineData(-12, "ends early: 0 of 12 bytes")]
    [InlineData(1, "goes on after the 12 bytes")]
    public void FileThatGrowsOrShrinksWhileItIsRead_IsRefused(int change, string reason)
    {
        // The length was told before the change.
        byte[] content = change < 0 ? GoodFile[..^-change] : [.. GoodFile, .. new byte[change]];
        var error = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(new StaleLengthStream(content, GoodFile.Length)));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(2, SafeTensorsFile.Read(new StaleLengthStream(GoodFile, GoodFile.Length)).Tensors.Count);
    }

    [Fact]
    public void SpecialFileThatSaysItIsEmpty_IsReadAllTheSame() =>
        Assert.Equal(2, SafeTensorsFile.Read(new StaleLengthStream(GoodFile, 0)).Tensors.Count);

    [Fact]
    public void StreamWithoutALength_IsReadToTheLastOfManySteps()
    {
        var file = FileBytes.Of(FileBytes.Entry("[300000]", "[0,1200000]"), 1_200_000);
        var read = SafeTensorsFile.Read(new TricklingStream(file));
        Assert.True(file.AsSpan(file.Length - 1_200_000).SequenceEqual(read.Data(read.Tensors[0])));
    }

    [Fact]
    public void StreamWithALength_IsGivenMemoryOnce()
    {
        const int Length = 8_000_000;
        var file = FileBytes.Of(FileBytes.Entry("[2000000]", $"[0,{Length}]"), Length);
        SafeTensorsFile.Read(new MemoryStream(file));
        var before = GC.GetAllocatedBytesForCurrentThread();
        SafeTensorsFile.Read(new MemoryStream(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, Length, Length + 65_536);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HugeAnnouncement_OverFewBytes_CostsNothing(bool canSeek)
    {
        var file = FileBytes.Of(FileBytes.Entry("[500000000]", "[0,2000000000]"), 100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(canSeek ? new MemoryStream(file) : new TricklingStream(file)));
        Assert.Contains("100 of 2000000000", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 131_072);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void MoreDataThanMemoryCanHold_IsRefusedBeforeItIsRead(bool canSeek)
    {
        var start = FileBytes.Of(FileBytes.Entry("[750000000]", "[0,3000000000]"), 0);
        Stream stream = canSeek ? new StaleLengthStream(start, start.Length + 3_000_000_000) : new TricklingStream(start);
        var error = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(stream));
        Assert.Contains($"3000000000 bytes of data; at most {Array.MaxLength}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HugeSparseFile_IsRefusedByItsHeader()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("sparse.safetensors");
        using (var stream = File.Create(path))
        {
            stream.Write(GoodFile);
            stream.SetLength(5_000_000_000);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(path));
        Assert.Contains($"after the 12 bytes of its tensors: {5_000_000_000 - 8 - FileBytes.Good.Length} bytes", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 131_072);
    }

    [Fact]
    public void PathThatIsNotThere_IsTheSystemsOwnException()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<FileNotFoundException>(() => SafeTensorsFile.Read(folder.File("none")));
        Assert.Throws<FileNotFoundException>(() => NetworkFile.Load(folder.File("none"), LoadMode.Strict, [], default, default));
    }

    /// <summary>Has another length than it says.</summary>
    private sealed class StaleLengthStream(byte[] content, long length) : MemoryStream(content)
    {
        public override long Length => length;
    }
}
