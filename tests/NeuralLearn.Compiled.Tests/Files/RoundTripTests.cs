using System.Buffers;
using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Files;

public sealed class RoundTripTests
{
    private static readonly TensorInfo[] Tensors = [new("z.weight", [2, 3], 0), new("a.bias", [3], 6), new("scalar", [], 9), new("empty", [0, 4], 10)];

    [Fact]
    public void WrittenFile_ReadAgain_HasNamesShapesAndBits()
    {
        float[] values = [1f, -0f, float.NaN, float.PositiveInfinity, 1e-45f, float.MaxValue, 7f, 8f, 9f, 10f];
        var buffer = new ArrayBufferWriter<byte>();
        SafeTensorsWriter.Write(buffer, Tensors, values, new Dictionary<string, string> { ["b"] = "2", ["a"] = "\"quoted\" ü" });
        var file = SafeTensorsFile.Parse(buffer.WrittenMemory);
        Assert.Equal(["a.bias", "empty", "scalar", "z.weight"], file.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal));
        Assert.Equal("\"quoted\" ü", file.Metadata["a"]);
        Assert.Equal(0, BitConverter.ToInt64(buffer.WrittenSpan[..8]) % 8);
        foreach (var tensor in Tensors)
        {
            var entry = file.Find(tensor.Name)!;
            Assert.Equal(tensor.Shape.ToArray().Select(length => (long)length), entry.Shape);
            Assert.Equal(
                Numbers.Bits(values.AsSpan(tensor.Offset, tensor.Length)),
                file.Data(entry).ToArray().Chunk(4).Select(bytes => BitConverter.ToUInt32(bytes)));
        }

        var again = new ArrayBufferWriter<byte>();
        SafeTensorsWriter.Write(again, Tensors, values, new Dictionary<string, string> { ["a"] = "\"quoted\" ü", ["b"] = "2" });
        Assert.Equal(buffer.WrittenSpan.ToArray(), again.WrittenSpan.ToArray());
    }

    [Fact]
    public void OrderOfTheHeader_DoesNotMatter_OnlyThatOfTheData()
    {
        var file = SafeTensorsFile.Parse(FileBytes.Of(
            """{"late":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"early":{"data_offsets":[0,4],"shape":[1],"dtype":"F32"}}   """, 8));
        Assert.Equal(["early", "late"], file.Tensors.Select(tensor => tensor.Name));
    }

    [Fact]
    public void SlowStream_GivesTheSameFile()
    {
        var bytes = FileBytes.Of(FileBytes.Good, FileBytes.GoodData);
        var fast = SafeTensorsFile.Parse(bytes);
        var slow = SafeTensorsFile.Read(new TricklingStream(bytes));
        Assert.Equal(fast.Data(fast.Find("a")!).ToArray(), slow.Data(slow.Find("a")!).ToArray());
        Assert.Equal(8, slow.Data(slow.Find("a")!).Length);
    }

    [Fact]
    public void HugeAnnouncement_InATinyStream_CostsLittleMemory()
    {
        var file = FileBytes.Of(FileBytes.Entry("[500000000]", "[0,2000000000]"), 100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Read(new MemoryStream(file)));
        Assert.Contains("100 of 2000000000", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }

    [Fact]
    public void Writing_ThatFails_LeavesTheOldFileAndNoOther()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "weights.safetensors");
            File.WriteAllText(path, "old");
            Assert.Throws<ArgumentException>(() => SafeTensorsWriter.Write(path, Tensors, new float[3]));
            Assert.Equal("old", File.ReadAllText(path));
            Assert.Single(folder.GetFiles());
            SafeTensorsWriter.Write(path, Tensors, new float[10]);
            Assert.Equal(4, SafeTensorsFile.Read(path).Tensors.Count);
            Assert.Single(folder.GetFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void StrictLoad_OfAFileThatDiffersEverywhere_ListsEveryDifferenceAndChangesNothing()
    {
        TensorInfo[] other = [new("z.weight", [3, 2], 0), new("extra", [3], 6), new("scalar", [], 9)];
        var buffer = new ArrayBufferWriter<byte>();
        SafeTensorsWriter.Write(buffer, other, new float[10]);
        var parameters = Numbers.Uniform(10, 1);
        var before = (float[])parameters.Clone();
        var error = Assert.Throws<InvalidDataException>(() => NetworkFile.Load(buffer.WrittenSpan, LoadMode.Strict, Tensors, parameters, default));
        foreach (var word in new[] { "z.weight", "[2, 3]", "[3, 2]", "transposed", "a.bias [3]", "empty [0, 4]", "extra F32 [3]" })
        {
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("scalar", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, parameters);
    }

    [Fact]
    public void MatchingLoad_TakesWhatFits_AndReportsTheRest()
    {
        TensorInfo[] other = [new("z.weight", [3, 2], 0), new("a.bias", [3], 6)];
        var buffer = new ArrayBufferWriter<byte>();
        var counter = new Dictionary<string, long> { ["extra.num_batches_tracked"] = 9 };
        SafeTensorsWriter.Write(buffer, other, [0, 0, 0, 0, 0, 0, 70, 80, 90], integers: counter);
        var parameters = new float[10];
        var report = NetworkFile.Load(buffer.WrittenSpan, LoadMode.Matching, Tensors, parameters, default);
        Assert.Equal(["a.bias"], report.Loaded);
        Assert.Equal(2, report.Missing.Count);
        Assert.Empty(report.Unexpected);
        Assert.Equal("z.weight", Assert.Single(report.Mismatched).Name);
        Assert.Equal([0, 0, 0, 0, 0, 0, 70, 80, 90, 0], parameters);
        Assert.Contains("z.weight is F32 [3, 2]", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void OtherType_ThanFloat32_IsNamed()
    {
        var file = FileBytes.Of(FileBytes.Entry("[3]", "[0,6]", "F16"), 6);
        var parameters = new float[3];
        var error = Assert.Throws<InvalidDataException>(() =>
            NetworkFile.Load((ReadOnlySpan<byte>)file, LoadMode.Strict, [new TensorInfo("a", [3], 0)], parameters, default));
        Assert.Contains("F16 [3]", error.Message, StringComparison.Ordinal);
        Assert.Contains("F32 [3]", error.Message, StringComparison.Ordinal);
    }
}
