using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NeuralLearn.Compiled.Tool.Tests;

public sealed class OtherVersionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neurallearn-version-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("9.1.0.0", "was built with NeuralLearn.Compiled 9.1.0")]

    // The same version, but what it refers to is not there: a build between two versions.
    [InlineData(null, "another version of NeuralLearn.Compiled")]
    public async Task Assembly_OfAnotherLibrary_IsRefused(string? version, string expected)
    {
        version ??= typeof(INetwork).Assembly.GetName().Version!.ToString();
        var library = Compile("NeuralLearn.Compiled", $"[assembly: System.Reflection.AssemblyVersion(\"{version}\")] namespace NeuralLearn.Compiled {{ public class NotAnyMore; }}");
        var game = Path.Combine(_folder, "Game.dll");
        await File.WriteAllBytesAsync(game, Compile("Game", "public sealed class Brain : NeuralLearn.Compiled.NotAnyMore;", MetadataReference.CreateFromImage(library)));
        foreach (var arguments in new[] { new[] { "explain", game }, ["export", game, "--out", Path.Combine(_folder, "x.onnx")], ["report", "--source", game, "--out", Path.Combine(_folder, "x.html")] })
        {
            var run = await ToolRun.OfAsync(arguments);
            Assert.Equal((3, ""), (run.Code, run.Out));
            Assert.Contains(expected, run.Error, StringComparison.Ordinal);
            Assert.Contains("name the .cs file instead", run.Error, StringComparison.Ordinal);
        }

        Assert.Equal([game], Directory.GetFiles(_folder));
    }

    private static byte[] Compile(string name, string source, params MetadataReference[] references)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location), .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return image.ToArray();
    }
}
