using System.Text;

namespace NeuralLearn.Compiled.Tests.Data;

/// <summary>Datasets in safetensors files.</summary>
public sealed class DataTensorTests
{
    [Fact]
    public void InputsAndTargets_AreRows()
    {
        using var file = new MemoryStream();
        SafeTensorsWriter.Write(
            file,
            [new TensorInfo("inputs", [2, 1, 2], 0), new TensorInfo("targets", [2], 4), new TensorInfo("row_weights", [2], 6)],
            [1, 2, 3, 4, 5, 6, 7, 8]);
        file.Position = 0;
        var data = Dataset.FromSafeTensors(file);
        Assert.Equal([3f, 4], data.Input(1).ToArray());
        Assert.Equal([6f], data.Target(1).ToArray());
        Assert.Equal([7f, 8], data.RowWeights.ToArray());
    }

    [Theory]
    [InlineData("I64", "0200000000000000 9CFFFFFFFFFFFFFF")]
    [InlineData("I32", "02000000 9CFFFFFF")]
    [InlineData("I16", "0200 9CFF")]
    [InlineData("I8", "02 9C")]
    public void Labels_OfAnyWholeType_AreRead(string type, string bytes)
    {
        var data = Parse(type, bytes);
        Assert.Equal(2, data.Label(0));
        Assert.Equal(-100, data.Label(1));
        Assert.Equal([0f, 1], data.Input(0).ToArray());
    }

    [Fact]
    public void TensorsThatDoNotFit_AreRefusedByName()
    {
        Assert.Contains(
            "'labels' has the value", Message(() => Parse("I64", "0000000001000000 0000000000000000")), StringComparison.Ordinal);
        Assert.Contains("I64, I32, I16, I8 or U8", Message(() => Parse("F32", "00000000 00000000")), StringComparison.Ordinal);
        Assert.Contains("no tensor 'inputs'", Message(() => Written(new TensorInfo("targets", [2], 0))), StringComparison.Ordinal);
        Assert.Contains("tensor 'label'", Message(() => Written(new("inputs", [2, 2], 0), new("label", [2], 0))), StringComparison.Ordinal);
        Assert.Contains(
            "'inputs' has 2 rows", Message(() => Written(new("inputs", [2, 2], 0), new("targets", [3], 0))), StringComparison.Ordinal);
        Assert.Contains("[rows, values of a row]", Message(() => Written(new TensorInfo("inputs", [2], 0))), StringComparison.Ordinal);
        Assert.Contains("1 value or more", Message(() => Written(new TensorInfo("inputs", [2, 0], 0))), StringComparison.Ordinal);
        static string Message(Func<Dataset> read) => Assert.Throws<InvalidDataException>(read).Message;
    }

    private static Dataset Written(params TensorInfo[] tensors)
    {
        using var file = new MemoryStream();
        SafeTensorsWriter.Write(file, tensors, new float[4]);
        file.Position = 0;
        return Dataset.FromSafeTensors(file);
    }

    private static Dataset Parse(string type, string labels)
    {
        var bytes = Convert.FromHexString(labels.Replace(" ", "", StringComparison.Ordinal));
        var header = $$$"""{"inputs":{"dtype":"F64","shape":[2,2],"data_offsets":[0,32]},"labels":{"dtype":"{{{type}}}","shape":[2],"data_offsets":[32,{{{32 + bytes.Length}}}]}}""";
        header = header.PadRight((header.Length + 7) / 8 * 8);
        var inputs = new double[] { 0, 1, 2, 3 }.SelectMany(BitConverter.GetBytes);
        using var file = new MemoryStream([.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), .. inputs, .. bytes]);
        return Dataset.FromSafeTensors(file);
    }
}
