using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace NeuralLearn.Compiled.Benchmarks.Compiler;

/// <summary>Ten networks of about ten attributes, each in a file of its own, and a file beside them.</summary>
internal sealed class Project
{
    private const int Networks = 10;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp12);

    /// <summary>The lines of the networks; "#" is a number that an edit changes.</summary>
    private static readonly string[] Lines =
    [
        "[Input(16)]\n[Standardize]\n[Dense(#, Activation.ReLU)]\n[Dropout(0.2)]\n[Dense(32, Activation.ReLU)]\n[Dense(4)]\n[CrossEntropyLoss]\n[Adam(LearningRate = 1e-3)]",
        "[Input(1, 12, 12)]\n[Conv2D(#, Kernel = 3)]\n[BatchNorm]\n[Apply(Activation.ReLU)]\n[MaxPool2D(2)]\n[Flatten]\n[Dense(6)]\n[CrossEntropyLoss]\n[Sgd(Momentum = 0.9)]",
        "[Input(20, 4, Kind = InputKind.Sequence)]\n[Gru(#)]\n[LayerNorm]\n[Dense(16, Activation.Tanh)]\n[Dense(8, Activation.Tanh)]\n[Dense(2)]\n[MeanSquaredErrorLoss]\n[AdamW]",
        "[Input(8)]\n[Dense(#, Activation.Tanh, Name = \"body\")]\n[Dense(4, From = \"body\")]\n[Output(\"policy\")]\n[Dense(1, From = \"body\")]\n[Output(\"value\")]\n"
            + "[ExternalLoss(Output = \"policy\")]\n[HuberLoss(Output = \"value\")]\n[RmsProp]",
        "[Input(12)]\n[Dense(#)]\n[Apply(nameof(Bend))]\n[Dense(12)]\n[Add(\"dense2\", \"input\")]\n[LayerNorm]\n[Dense(3)]\n[CustomLoss(nameof(Asymmetric))]\n[Adam]",
    ];

    private readonly bool _functions;

    private readonly CSharpCompilation _compilation;

    /// <param name="functions">Whether two of the networks have an activation and a loss of their own.</param>
    public Project(bool functions)
    {
        _functions = functions;
        _compilation = CSharpCompilation.Create(
            "Keystrokes",
            [Parse("Beside.cs", Beside(0)), .. Enumerable.Range(0, Networks).Select(index => Parse(File(index), Network(index, 24)))],
            [
                .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                    .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "mscorlib.dll" or "netstandard.dll")
                    .Select(path => MetadataReference.CreateFromFile(path)),
                MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
            ],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>The project after an edit of the file beside the networks. Nothing is bound in it yet.</summary>
    public CSharpCompilation WithUnrelatedEdit(int edit) => _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], Parse("Beside.cs", Beside(edit)));

    /// <summary>The project after an edit of a size in one network.</summary>
    public CSharpCompilation WithChangedNetwork(int network, int units) =>
        _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[network + 1], Parse(File(network), Network(network, units)));

    /// <summary>The project with calls of methods that are no network's.</summary>
    public CSharpCompilation WithCalls(int calls)
    {
        var text = new StringBuilder("public static class Calls { public static int Run(System.Collections.Generic.List<int> list) { int sum = 0;\n");
        for (var call = 0; call < calls; call++)
        {
            text.Append("sum += list.IndexOf(").Append(call.ToString(CultureInfo.InvariantCulture)).Append(");\n");
        }

        return _compilation.AddSyntaxTrees(Parse("Calls.cs", text.Append("return sum; } }").ToString()));
    }

    public static GeneratorDriver Driver(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: Options);

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Options, path);

    private static string File(int network) => "Network" + network.ToString(CultureInfo.InvariantCulture) + ".cs";

    private static string Beside(int edit) => "public static class Beside { public static int Value() => " + edit.ToString(CultureInfo.InvariantCulture) + "; }";

    private string Network(int index, int units)
    {
        var lines = Lines[index % Lines.Length].Replace("#", units.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        if (!_functions)
        {
            lines = lines.Replace("nameof(Bend)", "Activation.Tanh", StringComparison.Ordinal).Replace("CustomLoss(nameof(Asymmetric))", "MeanSquaredErrorLoss", StringComparison.Ordinal);
        }

        return "using System;\nusing NeuralLearn.Compiled;\n\nnamespace Keystrokes;\n\n[Network]\n" + lines + "\npublic sealed partial class Network" + index.ToString(CultureInfo.InvariantCulture)
            + "\n{\n    public static float Bend(float x) => x + MathF.Sin(x) * MathF.Sin(x);\n\n    public static float Asymmetric(float output, float target)\n    {\n"
            + "        var difference = output - target;\n        return difference < 0 ? 2 * difference * difference : difference * difference;\n    }\n}\n";
    }
}
