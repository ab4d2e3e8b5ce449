using System.IO.Compression;
using NeuralLearn.Compiled.Tests.Files;

namespace NeuralLearn.Compiled.Tests.Data;

/// <summary>IDX files, byte by byte.</summary>
public sealed class IdxTests
{
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102];

    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3];

    [Fact]
    public void ImagesAndLabels_AreRows()
    {
        var data = Dataset.FromIdx(new MemoryStream(Images), new MemoryStream(Zipped(Labels)));
        Assert.Equal(2, data.Count);
        Assert.Equal([0f, 1], data.Input(0).ToArray());
        Assert.Equal([51 / 255f, 102 / 255f], data.Input(1).ToArray());
        Assert.Equal(7, data.Label(0));
        Assert.Equal(3, data.Label(1));
        Assert.Equal([0f, 255], Dataset.FromIdx(new MemoryStream(Images), new MemoryStream(Labels), 1).Input(0).ToArray());
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 200 }, 200f)]
    [InlineData(new byte[] { 0, 0, 9, 1, 0, 0, 0, 1, 200 }, -56f)]
    [InlineData(new byte[] { 0, 0, 0x0B, 1, 0, 0, 0, 1, 0xFF, 0xFE }, -2f)]
    [InlineData(new byte[] { 0, 0, 0x0C, 1, 0, 0, 0, 1, 0, 1, 0, 0 }, 65536f)]
    [InlineData(new byte[] { 0, 0, 0x0D, 1, 0, 0, 0, 1, 0x3F, 0xC0, 0, 0 }, 1.5f)]
    [InlineData(new byte[] { 0, 0, 0x0E, 1, 0, 0, 0, 1, 0xBF, 0xF8, 0, 0, 0, 0, 0, 0 }, -1.5f)]
    public void EveryType_HasItsHighestByteFirst(byte[] file, float value)
    {
        foreach (var stream in new Stream[] { new MemoryStream(file), new TricklingStream(file), new MemoryStream(Zipped(file)), new TricklingStream(Zipped(file)) })
        {
            Assert.Equal([value], IdxFile.Read(stream).ToSingles());
        }
    }

    [Fact]
    public void FloatingPointValues_AreNoLabels()
    {
        var file = IdxFile.Read(new MemoryStream([0, 0, 0x0D, 1, 0, 0, 0, 1, 0x3F, 0xC0, 0, 0]));
        Assert.Throws<InvalidDataException>(file.ToLabels);
        Assert.Equal(IdxType.F32, file.ElementType);
    }

    [Theory]
    [InlineData(new byte[0], "0 of 4 bytes")]
    [InlineData(new byte[] { 0, 0, 8 }, "3 of 4 bytes")]
    [InlineData(new byte[] { 1, 0, 8, 1, 0, 0, 0, 1, 0 }, "begins with the bytes 01 00")]
    [InlineData(new byte[] { 0, 0, 7, 1, 0, 0, 0, 1, 0 }, "type 07")]
    [InlineData(new byte[] { 0, 0, 8, 0, 0, 0, 0, 1, 0 }, "no axes")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 1, 0 }, "5 of 8 bytes")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 0 }, "announces 2 bytes of values; 1 are there")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 0, 0 }, "announces 1 bytes of values; 2 are there")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0 }, "announces more than")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 1, 0, 0, 0, 1, 0, 0, 0 }, "announces more than")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0x40, 0, 0, 0, 0 }, "announces 1073741824 bytes of values; 1 are there")]
    public void MalformedFile_IsRefusedBeforeMemoryIsTaken(byte[] file, string part)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(
            part, Assert.Throws<InvalidDataException>(() => IdxFile.Read(new MemoryStream(file))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => IdxFile.Read(new TricklingStream(file)));
        Assert.Throws<InvalidDataException>(() => IdxFile.Read(new MemoryStream(Zipped(file))));
        Assert.Throws<InvalidDataException>(() => IdxFile.Read(new TricklingStream(Zipped(file))));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4_000_000);
    }

    [Fact]
    public void EveryTruncation_IsRefused()
    {
        var zipped = Zipped(Images);
        for (var length = 0; length < Images.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => IdxFile.Read(new MemoryStream(Images, 0, length)));
        }

        // The last 8 bytes of gzip are a checksum and a length.
        for (var length = 0; length < zipped.Length - 8; length++)
        {
            Assert.Throws<InvalidDataException>(() => IdxFile.Read(new MemoryStream(zipped, 0, length)));
        }
    }

    [Fact]
    public void FilesThatDoNotBelongTogether_AreRefused()
    {
        byte[] threeLabels = [0, 0, 8, 1, 0, 0, 0, 3, 7, 3, 1];
        Assert.Contains("2 images and 3 labels", Message(Images, threeLabels), StringComparison.Ordinal);
        Assert.Contains("swapped", Message(Labels, Images), StringComparison.Ordinal);
        static string Message(byte[] images, byte[] labels) =>
            Assert.Throws<InvalidDataException>(() => Dataset.FromIdx(new MemoryStream(images), new MemoryStream(labels))).Message;
    }

    private static byte[] Zipped(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            zip.Write(content);
        }

        return packed.ToArray();
    }
}
