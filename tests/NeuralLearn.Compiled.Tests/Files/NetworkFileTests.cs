using System.Buffers;
using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Files;

public sealed class NetworkFileTests
{
    private static readonly TensorInfo[] Tensors =
    [
        new("dense1.weight", [2, 3], 0),
        new("dense1.bias", [2], 6),
        new("batchnorm1.weight", [2], 8, trainable: false),
        new("batchnorm1.running_mean", [2], 0, trainable: false, isBuffer: true),
        new("batchnorm1.running_var", [2], 2, trainable: false, isBuffer: true),
    ];

    private static readonly float[] Parameters = [1, -2, float.NaN, float.NegativeInfinity, 1e-45f, -0f, 7, 8, 9, 10];

    private static readonly float[] Buffers = [float.PositiveInfinity, 12, 13, 14];

    [Fact]
    public void SavedNetwork_LoadedFromEverySource_HasTheSameBits()
    {
        var bytes = Saved(Tensors, Parameters, Buffers);
        using var folder = new TemporaryFolder();
        var path = folder.File("net.safetensors");
        File.WriteAllBytes(path, bytes);
        var stream = new MemoryStream([0xFF, .. bytes]) { Position = 1 };
        var loads = new Func<float[], float[], LoadReport>[]
        {
            (parameters, buffers) => NetworkFile.Load(bytes, LoadMode.Strict, Tensors, parameters, buffers),
            (parameters, buffers) => NetworkFile.Load(path, LoadMode.Strict, Tensors, parameters, buffers),
            (parameters, buffers) => NetworkFile.Load(stream, LoadMode.Strict, Tensors, parameters, buffers),
            (parameters, buffers) => NetworkFile.Load(new TricklingStream(bytes), LoadMode.Strict, Tensors, parameters, buffers),
        };
        foreach (var load in loads)
        {
            var (parameters, buffers) = (new float[10], new float[4]);
            Assert.Equal(Tensors.Select(tensor => tensor.Name), load(parameters, buffers).Loaded);
            Assert.Equal(Numbers.Bits(Parameters), Numbers.Bits(parameters));
            Assert.Equal(Numbers.Bits(Buffers), Numbers.Bits(buffers));
        }
    }

    [Fact]
    public void SavingToEveryDestination_GivesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("net.safetensors");
        NetworkFile.Save(path, Tensors, Parameters, Buffers, "Net");
        using var stream = new MemoryStream();
        NetworkFile.Save(stream, Tensors, Parameters, Buffers, "Net");
        var bytes = Saved(Tensors, Parameters, Buffers);
        Assert.Equal(bytes, stream.ToArray());
        Assert.Equal(bytes, File.ReadAllBytes(path));
        Assert.True(stream.CanWrite, "the stream was closed");

        var file = SafeTensorsFile.Parse(bytes);
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal("Net", file.Metadata["network"]);
        Assert.Equal(Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal), file.Tensors.Select(tensor => tensor.Name));
        Assert.True(FileOracle.IsValid(bytes));
    }

    [Fact]
    public void StrictLoad_ListsAllOfManyDifferences_AndLeavesParametersAndBuffers()
    {
        TensorInfo[] other =
        [
            new("dense1.weight", [3, 2], 0),
            new("dense1.bias", [3], 6),
            new("batchnorm1.running_mean", [2, 1], 0, false, true),
            new("batchnorm1.running_var", [2], 2, false, true),
            .. Enumerable.Range(0, 50).Select(i => new TensorInfo($"extra{i}.weight", [1, 2], 0)),
        ];
        var bytes = Saved(other, Parameters, Buffers);
        float[] parameters = [.. Enumerable.Range(0, 10)], buffers = [20, 21, 22, 23];
        var message = Assert.Throws<InvalidDataException>(() => NetworkFile.Load(bytes, LoadMode.Strict, Tensors, parameters, buffers)).Message;
        string[] expected =
        [
            "The file does not fit the network; nothing was loaded.",
            "Missing in the file: batchnorm1.weight [2].",
            .. Enumerable.Range(0, 50).Select(i => $"extra{i}.weight").Order(StringComparer.Ordinal).Select(name => $"Only in the file: {name} F32 [1, 2]."),
            "Different: dense1.weight is F32 [3, 2], expected F32 [2, 3] (transposed: the same axes in another order, as Keras stores them; transpose before saving).",
            "Different: dense1.bias is F32 [3], expected F32 [2].",
            "Different: batchnorm1.running_mean is F32 [2, 1], expected F32 [2].",
        ];
        Assert.Equal(expected, message.Split('\n'));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (float)i), parameters);
        Assert.Equal([20f, 21, 22, 23], buffers);
    }

    [Fact]
    public void MatchingLoad_TakesWhatFits_AndSaysWhatDoesNot()
    {
        TensorInfo[] other =
        [
            new("dense1.weight", [3, 2], 0),
            new("dense1.bias", [2], 6),
            new("batchnorm1.running_var", [2], 2, false, true),
            new("other", [], 0),
        ];
        float[] parameters = [.. Enumerable.Range(0, 10)], buffers = [20, 21, 22, 23];
        var report = NetworkFile.Load(Saved(other, Parameters, Buffers), LoadMode.Matching, Tensors, parameters, buffers);
        Assert.Equal([0f, 1, 2, 3, 4, 5, 7, 8, 8, 9], parameters);
        Assert.Equal([20f, 21, 13, 14], buffers);
        Assert.Equal(["dense1.bias", "batchnorm1.running_var"], report.Loaded);
        Assert.Equal(["batchnorm1.weight", "batchnorm1.running_mean"], report.Missing);
        Assert.Equal(["other"], report.Unexpected);
        var mismatch = Assert.Single(report.Mismatched);
        Assert.Equal(("dense1.weight", "F32 [2, 3]", "F32 [3, 2]"), (mismatch.Name, mismatch.Expected, mismatch.Found));
        Assert.Equal(
            """
            2 tensors loaded: dense1.bias, batchnorm1.running_var.
            Missing in the file: batchnorm1.weight [2].
            Missing in the file: batchnorm1.running_mean [2].
            Only in the file: other F32 [].
            Different: dense1.weight is F32 [3, 2], expected F32 [2, 3] (transposed: the same axes in another order, as Keras stores them; transpose before saving).
            """.ReplaceLineEndings("\n"),
            report.ToString());
        Assert.Throws<NotSupportedException>(() => ((IList<string>)report.Loaded).Clear());
    }

    [Fact]
    public void SwappedNames_AreBothListed()
    {
        TensorInfo[] network = [new("a", [2], 0), new("b", [3], 2)], swapped = [new("b", [2], 0), new("a", [3], 2)];
        var error = Assert.Throws<InvalidDataException>(() => NetworkFile.Load(Saved(swapped, new float[5], default), LoadMode.Strict, network, new float[5], default));
        Assert.Contains("Different: a is F32 [3], expected F32 [2].", error.Message, StringComparison.Ordinal);
        Assert.Contains("Different: b is F32 [2], expected F32 [3].", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F16", 2)]
    [InlineData("BF16", 2)]
    [InlineData("F64", 8)]
    [InlineData("I8", 1)]
    [InlineData("I32", 4)]
    public void OtherTypeOfTheSameShape_IsNeverTaken(string type, int size)
    {
        var file = FileBytes.Of(FileBytes.Entry("[3]", $"[0,{3 * size}]", type), 3 * size);
        float[] values = [1, 2, 3];
        TensorInfo[] network = [new("a", [3], 0)];
        var error = Assert.Throws<InvalidDataException>(() => NetworkFile.Load(file, LoadMode.Strict, network, values, default));
        Assert.Contains($"Different: a is {type} [3], expected F32 [3] (convert it to F32 before saving).", error.Message, StringComparison.Ordinal);
        var report = NetworkFile.Load(file, LoadMode.Matching, network, values, default);
        Assert.Equal($"{type} [3]", Assert.Single(report.Mismatched).Found);
        Assert.Empty(report.Loaded);
        Assert.Equal([1f, 2, 3], values);
    }

    [Theory]
    [InlineData(LoadMode.Strict)]
    [InlineData(LoadMode.Matching)]
    public void CounterOfBatches_IsPassedOverInSilence(LoadMode mode)
    {
        var buffer = new ArrayBufferWriter<byte>();
        SafeTensorsWriter.Write(buffer, [new("a", [1], 0)], [5f], null, new Dictionary<string, long> { ["batchnorm1.num_batches_tracked"] = 1234567890123 });
        var values = new float[1];
        var report = NetworkFile.Load(buffer.WrittenSpan, mode, [new("a", [1], 0)], values, default);
        Assert.Equal([5f], values);
        Assert.Equal("1 tensor loaded: a.", report.ToString());
    }

    [Theory]
    [InlineData("bn.num_batches_tracked", "F32", "[]", 4)]
    [InlineData("bn.num_batches_tracked", "I64", "[1]", 8)]
    [InlineData("bn.num_batches_trackeD", "I64", "[]", 8)]
    [InlineData("num_batches_tracked", "I64", "[]", 8)]
    public void WhatOnlyResemblesACounterOfBatches_IsUnexpected(string name, string type, string shape, int size)
    {
        var file = FileBytes.Of(FileBytes.Entry(shape, $"[0,{size}]", type).Replace("\"a\"", $"\"{name}\"", StringComparison.Ordinal), size);
        Assert.Equal([name], NetworkFile.Load(file, LoadMode.Matching, [], default, default).Unexpected);
        Assert.Throws<InvalidDataException>(() => NetworkFile.Load(file, LoadMode.Strict, [], default, default));
    }

    [Fact]
    public void FlatVectorsThatAreTooShort_AreRefusedBeforeAnythingChanges()
    {
        var bytes = Saved(Tensors, Parameters, Buffers);
        float[] parameters = new float[9], buffers = new float[4];
        var error = Assert.Throws<ArgumentException>(() => NetworkFile.Load(bytes, LoadMode.Strict, Tensors, parameters, buffers));
        Assert.Contains("'batchnorm1.weight' takes the values 8 to 10; there are 9", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => NetworkFile.Load(bytes, LoadMode.Matching, Tensors, new float[10], buffers.AsSpan(0, 3)));
        Assert.Contains("'batchnorm1.running_var' takes the values 2 to 4; there are 3", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => NetworkFile.Save(new MemoryStream(), Tensors, parameters, buffers, "Net"));
        Assert.Contains("there are 9", error.Message, StringComparison.Ordinal);
        Assert.All(parameters.Concat(buffers), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void ArgumentsThatMakeNoSense_AreRefused()
    {
        var bytes = Saved(Tensors, Parameters, Buffers);
        Assert.Throws<ArgumentOutOfRangeException>(() => NetworkFile.Load(bytes, (LoadMode)2, Tensors, new float[10], new float[4]));
        Assert.Throws<ArgumentNullException>(() => NetworkFile.Load((Stream)null!, LoadMode.Strict, Tensors, new float[10], new float[4]));
        Assert.Throws<ArgumentNullException>(() => NetworkFile.Load(bytes, LoadMode.Strict, [null!], default, default));
        Assert.Throws<ArgumentNullException>(() => NetworkFile.Save(new MemoryStream(), Tensors, Parameters, Buffers, null!));
        var twice = Assert.Throws<ArgumentException>(() => NetworkFile.Load(bytes, LoadMode.Strict, [Tensors[0], Tensors[0]], new float[10], default));
        Assert.Contains("'dense1.weight'", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DataOutOfAlignment_IsLoadedAllTheSame()
    {
        // 1 byte of padding, 3 bytes before the floats.
        var header = """{"u.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[3,11]},"b":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"a":{"dtype":"F32","shape":[2],"data_offsets":[11,19]}} """;
        var file = FileBytes.Of(header, 19);
        BitConverter.TryWriteBytes(file.AsSpan(file.Length - 8), 1.5f);
        BitConverter.TryWriteBytes(file.AsSpan(file.Length - 4), -2.5f);
        var values = new float[2];
        var report = NetworkFile.Load(file, LoadMode.Matching, [new("a", [2], 0)], values, default);
        Assert.Equal([1.5f, -2.5f], values);
        Assert.Equal(["b"], report.Unexpected);
    }

    [Fact]
    public void FileInTheVeryMemoryToBeFilled_IsReadBeforeItIsOverwritten()
    {
        TensorInfo[] network = [new("b", [30], 0), new("a", [30], 30)];
        var values = Numbers.Uniform(60, 3);
        var file = Saved(network, values, default);
        var memory = new float[(file.Length / 4) + 1];
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(memory.AsSpan());
        file.CopyTo(bytes);
        NetworkFile.Load(bytes[..file.Length], LoadMode.Strict, network, memory.AsSpan(memory.Length - 60), default);
        Assert.Equal(values, memory[^60..]);
    }

    [Fact]
    public void LoadFromMemory_DoesNotCopyTheFile()
    {
        TensorInfo[] network = [new("a", [1 << 20], 0)];
        var file = Saved(network, new float[1 << 20], default);
        var values = new float[1 << 20];
        NetworkFile.Load(file, LoadMode.Strict, network, values, default);
        var before = GC.GetAllocatedBytesForCurrentThread();
        NetworkFile.Load(file, LoadMode.Strict, network, values, default);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 16_384);
    }

    private static byte[] Saved(TensorInfo[] tensors, float[] parameters, float[]? buffers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        NetworkFile.Save(buffer, tensors, parameters, buffers, "Net");
        return buffer.WrittenSpan.ToArray();
    }
}
