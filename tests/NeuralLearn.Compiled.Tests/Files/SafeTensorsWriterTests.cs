using System.Buffers;
using System.Text;

namespace NeuralLearn.Compiled.Tests.Files;

public sealed class SafeTensorsWriterTests
{
    [Fact]
    public void WrittenHeader_IsThisText()
    {
        var file = Written([new("z", [2], 0), new("B", [], 2), new("a\"é", [1, 1], 1)], [1, 2, 3], new() { ["k"] = "v", ["K"] = "V" });
        var length = BitConverter.ToInt64(file);
        var text = Encoding.UTF8.GetString(file, 8, (int)length);
        const string Expected = "{\"__metadata__\":{\"K\":\"V\",\"k\":\"v\"},\"B\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
            + "\"a\\u0022\\u00E9\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[4,8]},\"z\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}";
        Assert.Equal(Expected, text.TrimEnd(' '));
        Assert.Equal((Expected.Length + 7) / 8 * 8, text.Length);
        Assert.Equal(8 + length + 16, file.Length);
        float[] data = [3, 2, 1, 2];
        Assert.Equal(data, Enumerable.Range(0, 4).Select(i => BitConverter.ToSingle(file, 8 + (int)length + (4 * i))));
    }

    [Fact]
    public void Header_OfEveryLength_IsPaddedToAMultipleOfEight()
    {
        for (var length = 0; length < 20; length++)
        {
            var file = Written([new(new string('n', length), [1], 0)], [1]);
            Assert.Equal(0, BitConverter.ToInt64(file) % 8);
            Assert.InRange(BitConverter.ToInt64(file) - file.AsSpan(8, (int)BitConverter.ToInt64(file)).TrimEnd((byte)' ').Length, 0, 7);
            Assert.True(FileOracle.IsValid(file));
        }
    }

    [Fact]
    public void NothingToWrite_IsAnEmptyFile_NotNoFile()
    {
        var file = Written([], []);
        Assert.Equal(16, file.Length);
        Assert.Empty(SafeTensorsFile.Parse(file).Tensors);
    }

    [Fact]
    public void Integers_AreWrittenBeforeTheFloats_WhereTheyStayAligned()
    {
        var buffer = new ArrayBufferWriter<byte>();
        SafeTensorsWriter.Write(
            buffer, [new("a", [1], 0), new("m", [1], 1), new("z", [1], 2)], [1, 2, 3], null, new Dictionary<string, long> { ["n"] = long.MinValue, ["b"] = 42 });
        var file = SafeTensorsFile.Parse(buffer.WrittenMemory);
        Assert.Equal(["b I64 []", "n I64 []", "a F32 [1]", "m F32 [1]", "z F32 [1]"], file.Tensors.Select(tensor => $"{tensor.Name} {tensor.Describe()}"));
        Assert.Equal(42, BitConverter.ToInt64(file.Data(file.Find("b")!)));
        Assert.Equal(long.MinValue, BitConverter.ToInt64(file.Data(file.Find("n")!)));
        Assert.Equal(2f, BitConverter.ToSingle(file.Data(file.Find("m")!)));
        Assert.True(FileOracle.IsValid(buffer.WrittenSpan.ToArray()));

        // Names stand in the header in one order whatever their type.
        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        int[] places = [.. "abmnz".Select(name => text.IndexOf($"\"{name}\":", StringComparison.Ordinal))];
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain(-1, places);
    }

    [Fact]
    public void OrderOfTensorsAndMetadata_MakesNoDifference()
    {
        TensorInfo[] tensors = [.. Enumerable.Range(0, 20).Select(i => new TensorInfo($"t{i}", [1], i))];
        float[] values = [.. Enumerable.Range(0, 20)];
        var one = Written(tensors, values, new() { ["a"] = "1", ["b"] = "2" });
        var two = Written([.. tensors.Reverse()], values, new() { ["b"] = "2", ["a"] = "1" });
        Assert.Equal(one, two);
        Assert.NotEqual(one, Written(tensors, values, new() { ["a"] = "1", ["b"] = "3" }));
    }

    [Fact]
    public void WhatCouldNotBeReadAgain_IsNotWritten()
    {
        Assert.Contains("Two tensors have the name 'a'", Refused([new("a", [1], 0), new("a", [1], 0)]), StringComparison.Ordinal);
        Assert.Contains("__metadata__", Refused([new("__metadata__", [1], 0)]), StringComparison.Ordinal);
        Assert.Contains("half a surrogate", Refused([new("a\ud800", [1], 0)]), StringComparison.Ordinal);
        Assert.Contains("half a surrogate", Refused([new("\uFFFD\udc00", [1], 0)]), StringComparison.Ordinal);
        Assert.Contains("half a surrogate", Refused([], new() { ["a"] = "\udc00" }), StringComparison.Ordinal);
        Assert.Contains("at most 1048576", Refused([new(new string('n', 1 << 20), [1], 0)]), StringComparison.Ordinal);
        Assert.Contains("values 1 to 3; there are 2", Refused([new("a", [2], 1)]), StringComparison.Ordinal);
        var buffer = new ArrayBufferWriter<byte>();
        var both = Assert.Throws<ArgumentException>(() =>
            SafeTensorsWriter.Write(buffer, [new("a", [1], 0)], [1f], null, new Dictionary<string, long> { ["a"] = 1 }));
        Assert.Contains("'a'", both.Message, StringComparison.Ordinal);
        Assert.Equal(0, buffer.WrittenCount);
    }

    [Fact]
    public void RandomTensors_SurviveTheRoundTrip()
    {
        const int Seed = 77;
        var random = new System.Random(Seed);
        for (var round = 0; round < 500; round++)
        {
            var tensors = new TensorInfo[random.Next(8)];
            var offset = 0;
            for (var i = 0; i < tensors.Length; i++)
            {
                int[] shape = [.. Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(4))];
                tensors[i] = new TensorInfo($"{(char)random.Next(32, 0x2000)}{i}", shape, offset);
                offset += tensors[i].Length;
            }

            // Any bits at all, not-a-numbers with payloads included.
            var values = new float[offset];
            random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
            var bytes = Written(tensors, values);
            var read = new float[offset];
            var report = NetworkFile.Load(bytes, LoadMode.Strict, tensors, read, default);
            Assert.Equal(tensors.Length, report.Loaded.Count);
            Assert.Equal(Networks.Numbers.Bits(values), Networks.Numbers.Bits(read));
            Assert.True(FileOracle.IsValid(bytes), $"seed {Seed}, round {round}");
        }
    }

    private static byte[] Written(TensorInfo[] tensors, float[] values, Dictionary<string, string>? metadata = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        SafeTensorsWriter.Write(buffer, tensors, values, metadata);
        return buffer.WrittenSpan.ToArray();
    }

    private static string Refused(TensorInfo[] tensors, Dictionary<string, string>? metadata = null)
    {
        var stream = new MemoryStream();
        var error = Assert.ThrowsAny<ArgumentException>(() => SafeTensorsWriter.Write(stream, tensors, new float[2], metadata));
        Assert.Equal(0, stream.Length);
        return error.Message;
    }
}
