using System.Buffers;
using System.Security.Cryptography;

namespace NeuralLearn.Compiled.Tests.Files;

/// <summary>Files written by another program: numbers of tensors, shapes and digests were taken with a third one.</summary>
public sealed class ReferenceFileTests
{
    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder(), "*.safetensors").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("act_elu_0.7_0.safetensors", 23, "target F32 [2, 3]", "2D1157D5327EFF75")]
    [InlineData("batchnorm2d_0.safetensors", 34, "target I64 [3]", "4B44354BF2CD0FDA")]
    [InlineData("conv1d_0.safetensors", 15, "target F32 [2, 1, 7]", "0EF586514F64BDA3")]
    [InlineData("conv2d_0.safetensors", 15, "target F32 [1, 1, 3, 3]", "DB4161157A1D0B2E")]
    [InlineData("embedding_0.safetensors", 18, "target I64 [2]", "C916B52064866BC9")]
    [InlineData("gru_6.safetensors", 31, "target I64 [3]", "E24C0D6B9B33159C")]
    [InlineData("loss_ce_extreme_logits_0.safetensors", 5, "target I64 [3]", "7841B81002FDB5D0")]
    [InlineData("pool_avg_pool1d_8.safetensors", 4, "output F32 [2, 3, 5]", "D485D251C5357064")]
    [InlineData("special_elu_0.7.safetensors", 2, "output F32 [1, 13]", "5996A902033C4688")]
    [InlineData("train_lstm_sgd.safetensors", 16, "target I64 [11]", "5226C3E41B53928F")]
    public void ForeignFile_IsReadAsTheOtherReaderSeesIt(string name, int count, string last, string digest)
    {
        var file = SafeTensorsFile.Read(Path.Combine(Folder(), name));
        SafeTensorsEntry[] sorted = [.. file.Tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal)];
        Assert.Equal(count, sorted.Length);
        Assert.Equal(last, $"{sorted[^1].Name} {sorted[^1].Describe()}");
        byte[] all = [.. sorted.SelectMany(tensor => file.Data(tensor).ToArray())];
        Assert.Equal(digest, Convert.ToHexString(SHA256.HashData(all))[..16]);
        Assert.Equal(Path.GetFileNameWithoutExtension(name), file.Metadata["case"]);
    }

    /// <summary>Both writers sort names, pad with spaces and write no blanks, so that not a byte may differ.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void ForeignFile_WrittenAgain_IsTheSame(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder(), name));
        Assert.True(FileOracle.IsValid(bytes));
        var file = SafeTensorsFile.Parse(bytes);
        SafeTensorsEntry[] floats = [.. file.Tensors.Where(tensor => tensor.Type == SafeTensorsType.F32)];
        var tensors = new TensorInfo[floats.Length];
        var offset = 0;
        for (var i = 0; i < floats.Length; i++)
        {
            tensors[i] = new TensorInfo(floats[i].Name, [.. floats[i].Shape.Select(length => (int)length)], offset);
            offset += tensors[i].Length;
        }

        var values = new float[offset];
        var report = NetworkFile.Load(bytes, LoadMode.Matching, tensors, values, default);
        Assert.Equal(floats.Length, report.Loaded.Count);
        Assert.Equal(file.Tensors.Count - floats.Length, report.Unexpected.Count);
        Assert.NotEmpty(floats);

        var buffer = new ArrayBufferWriter<byte>();
        SafeTensorsWriter.Write(buffer, tensors, values, file.Metadata);
        if (report.Unexpected.Count == 0)
        {
            Assert.Equal(bytes, buffer.WrittenSpan.ToArray());
        }

        var again = SafeTensorsFile.Parse(buffer.WrittenMemory);
        foreach (var tensor in floats)
        {
            Assert.True(file.Data(tensor).SequenceEqual(again.Data(again.Find(tensor.Name)!)), tensor.Name);
        }

    }

    [Fact]
    public void ForeignFiles_AreAllThere() => Assert.True(Names.Count >= 10, $"{Names.Count} files");

    /// <summary>Beside the tests where they have been copied, else in the sources above.</summary>
    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "Files", "Data");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        throw new DirectoryNotFoundException("There is no folder Files/Data beside the tests or above them.");
    }
}
