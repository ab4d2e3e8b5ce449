using System.Diagnostics;
using System.Text.RegularExpressions;
using NeuralLearn.Compiled.Generator.Tests.Rules;
using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Generator.Tests.Documents;

/// <summary>The blocks of Python in docs/weights.md, with those of C# between them, one after the other in one folder.</summary>
public sealed partial class PythonBlockTests(ITestOutputHelper output)
{
    private const string Page = "docs/weights.md";

    [Fact]
    public void Weights_GoBothWaysAsThePageSays()
    {
        if (Python() is not { } python)
        {
            output.WriteLine("No Python with PyTorch here: the blocks of Python were not run.");
            return;
        }

        var text = Pages.All[Page];
        var blocks = Fence().Matches(text).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, blocks.Count);
        using var run = new BlockRun();

        // The package 'safetensors' may not be there; the sample's few lines write and read the same format.
        Directory.CreateDirectory(run.PathOf("safetensors"));
        File.Copy(Path.Combine(DocumentationPage.Root, "samples", "FromPyTorch", "safetensors_file.py"), run.PathOf(Path.Combine("safetensors", "torch.py")));

        File.WriteAllText(run.PathOf("from.py"), blocks[0] + "print(model(torch.tensor([0.1, 0.2, 0.3, 0.4])).tolist())\n");
        var printed = run.Output(python, "from.py").Split('\n');
        Assert.Equal("['0.weight', '0.bias', '2.weight', '2.bias']", printed[0]);

        var loaded = Block("model.Load(\"model.safetensors\")");
        var scores = run.Output(new BlockProgram(loaded with { Text = loaded.Text + "Console.WriteLine(string.Join(\", \", scores));\n" }).Project.Generate().After);
        Assert.All(Numbers(scores).Zip(Numbers(printed[1])), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        Assert.Equal(3, Numbers(scores).Count);

        run.Output(new BlockProgram(Block("trained.Save(")).Project.Generate().After);
        File.WriteAllText(run.PathOf("to.py"), blocks[1]);
        run.Output(python, "to.py");
        output.WriteLine($"{python}: the blocks of Python ran.");
    }

    private static CodeBlock Block(string code) => Pages.Blocks.Single(block => block.File == Page && block.Text.Contains(code, StringComparison.Ordinal));

    private static List<double> Numbers(string text) =>
        [.. text.Trim().Trim('[', ']').Split(", ").Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>The first Python that has PyTorch and numpy.</summary>
    private static string? Python() => new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(command =>
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, "-c \"import torch, numpy\"") { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    [GeneratedRegex(@"^```python\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
