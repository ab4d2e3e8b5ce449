using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NeuralLearn.Compiled.Build.Weights;

namespace NeuralLearn.Compiled.Generator.Tests.Compiling;

/// <summary>
/// A weights file of a sample: lines such as "F32 [3, 4] dense1.weight", or one with what is wrong with the file behind an exclamation mark.
/// It becomes a safetensors file, and that becomes text as in a build.
/// </summary>
internal sealed partial record WeightsFile(string Name, params string[] Lines)
{
    public IEnumerable<AdditionalText> Texts()
    {
        if (Lines is ["cut"])
        {
            return TextsOf(Name, new byte[5]);
        }

        return TextsOf(Name, Bytes());
    }

    public byte[] Bytes()
    {
        var header = new Dictionary<string, object>();
        var end = 0;
        foreach (var line in Lines)
        {
            var words = Line().Match(line);
            int[] shape = [.. words.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
            var size = words.Groups[1].Value switch { "F64" or "I64" => 8, "F16" or "BF16" => 2, _ => 4 };
            var begin = end;
            end += shape.Aggregate(size, (product, length) => product * length);
            header.Add(words.Groups[3].Value, new { dtype = words.Groups[1].Value, shape, data_offsets = new[] { begin, end } });
        }

        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        var file = new byte[8 + text.Length + end];
        BinaryPrimitives.WriteInt64LittleEndian(file, text.Length);
        text.CopyTo(file, 8);
        for (var i = 0; i + 4 <= end; i += 4)
        {
            BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(8 + text.Length + i), (i % 97) / 64f);
        }

        return file;
    }

    public static IEnumerable<AdditionalText> TextsOf(string name, byte[] file)
    {
        var text = WeightsText.Read(name, new MemoryStream(file));
        return [new InMemory("/obj/" + name + ".nlheader", text.Header), new InMemory("/obj/" + name + ".nlpayload", text.Payload ?? "")];
    }

    [GeneratedRegex(@"^(\w+) \[(.*?)\] (.+)$")]
    private static partial Regex Line();

    private sealed class InMemory(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }
}
