using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Hygiene;

/// <summary>Emitted code compiles whatever the user calls things.</summary>
public sealed class NameTests
{
    private const string Lines = "[global::NeuralLearn.Compiled.Network, global::NeuralLearn.Compiled.Input(4), global::NeuralLearn.Compiled.Dense(3), global::NeuralLearn.Compiled.CrossEntropyLoss] ";

    private static readonly string[] LookAlikes =
    [
        "System", "NeuralLearn", "Compiled", "Generated", "Span", "ReadOnlySpan", "Vector128", "Vector256", "Vector512", "Kernels", "Kernels512", "KernelsScalar", "Lanes", "Passes", "Learner",
        "Description", "Math", "MathF", "Unsafe", "MemoryMarshal", "VectorMath", "PortableVectorMath", "Check", "Packing", "Initializer", "TensorInfo", "LoadMode", "LoadReport", "NetworkFile",
        "AlignedMemory", "ThreadScratch", "Decision", "Avx512F", "Fma", "MethodImpl", "GeneratedCodeAttribute", "Single", "Int32", "String", "Stream", "ArgumentException",
    ];

    /// <summary>More than the plain network: windows, steps, statistics, a stream, a function of its own.</summary>
    private static readonly string Rich = "[N.Network, N.Input(6, 4, Kind = N.InputKind.Sequence), N.Conv1D(5, Kernel = 2, PaddingMode = N.PaddingMode.Causal), N.LayerNorm, N.Gru(3), N.Dense(2), N.Apply(\"Bend\"), "
        .Replace("N.", "global::NeuralLearn.Compiled.", StringComparison.Ordinal) + "global::NeuralLearn.Compiled.MeanSquaredErrorLoss, global::NeuralLearn.Compiled.Adam] ";

    private const string Bend = "public static float Bend(float x) => x * global::System.MathF.Exp(x);";

    private static readonly string Types = string.Join(" ", LookAlikes.Concat(
    [
        "Float", "Boolean", "Byte", "Array", "Object", "Vector4", "BitConverter", "Nullable", "Enum", "Exception", "InvalidOperationException", "GC", "Random", "NetRandom",
        "Activation", "Convert", "Half", "IntPtr", "Buffer", "Interlocked", "IDisposable", "Functions",
    ]).Distinct().Select(name => $"public class {name} {{ }}"));

    public static TheoryData<string> RichPlaces => new()
    {
        { "namespace App { $ # }" },
        { "namespace App { public partial class Outer { $ # } }" },
        { "namespace App { public class Base { $ } # }" },
        { "public partial class Outer { $ public partial class Inner { # } }" },
        { "namespace App; public partial interface IOuter { # $ }" },
    };

    public static TheoryData<string> ClassNames =>
    [
        "@class", "@namespace", "@record", "@required", "@file", "@scoped", "@partial", "@var", "@dynamic", "@nint", "@async", "@await", "@yield", "@where", "@net", "@field", "@value", "@global",
        "Größe", "模型", "Ñandú", "_", "__", "_net", "Net_", "A_B", "Passes", "Kernels", "Learner", "Lanes", "Math", "Vector256", "Span", "Input", "Dense", "Network", "Object",
    ];

    public static TheoryData<string> Places => new()
    {
        { "#" },
        { "namespace App; #" },
        { "namespace App { #  }" },
        { "namespace A.B { namespace C.D { # } }" },
        { "namespace @namespace.@class { # }" },
        { "namespace NeuralLearn { # }" },
        { "namespace NeuralLearn.Compiled { # }" },
        { "namespace NeuralLearn.Compiled.Samples { # }" },
        { "namespace App.NeuralLearn.System { # }" },
        { "namespace Größe.模型 { # }" },
        { "partial class Outer { # }" },
        { "partial struct Outer { # }" },
        { "readonly partial struct Outer { # }" },
        { "ref partial struct Outer { # }" },
        { "partial interface IOuter { # }" },
        { "partial record Outer { # }" },
        { "partial record Outer(int X) { # }" },
        { "partial record struct Outer { # }" },
        { "static partial class Outer { # }" },
        { "abstract partial class @class { protected # }" },
        { "namespace App { partial class A { partial struct B { private # } } }" },
        { "partial class Outer { class System { } class NeuralLearn { } class Span { } int Forward; int Batch() => Forward; # }" },
    };

    public static TheoryData<string, string> Pairs => new()
    {
        { "namespace App { # partial class Net { } # partial class NET { } }", "two names that differ by case" },
        { "namespace App { # partial class NeTwork { } # partial class NetWork { } }", "two names that differ by case inside" },
        { "namespace App { # partial class net { } # partial class Net { } }", "one name in lower case" },
        { "namespace App { # partial class Net { } } namespace APP { # partial class Net { } }", "two namespaces that differ by case" },
        { "namespace App { # partial class Net { } partial class Outer { # partial class Net { } } } # partial class Net { }", "one name in three places" },
        { "namespace A { # partial class B_C { } } namespace A.B { # partial class C { } } # partial class A_B_C { }", "dots and underscores" },
        { "namespace A { # partial class _B { } } namespace A_ { # partial class B { } }", "an underscore beside a dot" },
        { "namespace A { # partial class B { } } partial class A_ { # partial class B { } }", "a namespace and a class" },
        { "# partial class _u00f6 { } # partial class ö { } # partial class _ö { } # partial class Ö { }", "letters and their codes" },
    };

    [Theory]
    [MemberData(nameof(ClassNames))]
    public void ClassName_IsAnyThatCSharpAllows(string name)
    {
        // A type called var or nint that has no namespace changes the word's meaning in every file of the project.
        var place = name is "@var" or "@nint" ? "namespace App { # }" : "#";
        new UserProject("#pragma warning disable CS8981 // lower case, as here, is the user's business\n"
            + place.Replace("#", Lines + "public partial class " + name + " { }", StringComparison.Ordinal)).Generate().AssertClean();
    }

    [Theory]
    [MemberData(nameof(ClassNames))]
    public void NameOfAWrongNetwork_IsAnyThatCSharpAllows(string name)
    {
        var source = "#pragma warning disable CS8981\n" + Lines.Replace("Dense(3)", "Dense(3, Inputs = 5)", StringComparison.Ordinal) + "public partial class " + name + " { }";
        var generated = new UserProject(source).Generate();
        Assert.Single(generated.Files);
        generated.AssertClean();
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Place_IsAnyThatCSharpAllows(string place) =>
        new UserProject("#pragma warning disable CS0649, CS0169, CS0414\n" + place.Replace("#", Lines + "partial class Net { }", StringComparison.Ordinal)
            .Replace("protected [", "[", StringComparison.Ordinal).Replace("private [", "[", StringComparison.Ordinal)).Generate().AssertClean();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void SeveralNetworks_GetFilesAndNamespacesOfTheirOwn(string source, string what)
    {
        var generated = new UserProject("#pragma warning disable CS8981\n" + source.Replace("#", Lines, StringComparison.Ordinal)).Generate();
        Assert.True(generated.Result.Results.Single().Exception is null, $"{what}: {generated.Result.Results.Single().Exception?.Message}");
        var names = generated.Files.Select(file => file.HintName).ToList();
        Assert.Equal(7 * source.Count(character => character == '#'), names.Count);
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        generated.AssertClean();
    }

    [Fact]
    public void LookAlikesInTheUsersNamespace_AreNotMistakenForTheRealOnes()
    {
        var types = string.Join(" ", LookAlikes.Select(name => $"public class {name} {{ }}"));
        new UserProject($"namespace App {{ {types} {Lines} public partial class Net {{ }} }}").Generate().AssertClean();
    }

    [Fact]
    public void LookAlikesInsideTheClass_AreNotMistakenForTheRealOnes()
    {
        var types = string.Join(" ", LookAlikes.Select(name => $"public class {name} {{ }}"));
        new UserProject($"{Lines} public partial class Net {{ {types} }}").Generate().AssertClean();
    }

    [Fact]
    public void LookAlikesWithoutANamespace_AreNotMistakenForTheRealOnes()
    {
        var types = string.Join(" ", LookAlikes.Where(name => name is not ("System" or "NeuralLearn")).Select(name => $"public class {name} {{ }}"));
        new UserProject($"{types} namespace App {{ {Lines} public partial class Net {{ }} }}").Generate().AssertClean();
    }

    [Fact]
    public void LayerNames_AreAnyThatTheRulesAllow()
    {
        string[] names =
        [
            "class", "int", "float", "ref", "void", "string", "this", "base", "null", "rows", "row", "count", "start", "scratch", "stack", "parameters", "gradients", "output", "target", "targets",
            "labels", "label", "loss", "value", "learner", "inputs", "outputs", "rowLoss", "inputRows", "inputGradients", "inputGradient", "outputGradient", "probabilities", "result", "names", "i", "j", "p",
            "panel", "math", "unsafe", "Span", "Vector256", "Lanes", "Kernels", "Passes", "Learner", "Description", "Forward", "forwardRows", "Predict", "Update", "Evaluate", "Learn", "Pack", "Unpack",
            "Initialize", "Label", "LabelLoss", "x", "y", "dx", "dy", "w", "b", "z", "acc", "sum", "0", "1.2.3", "a.b", "a_b", "aB", "ab", "AB", "größe", "模型", "--", "packing", "dDense1", "dense1Gradient", "nint",
        ];
        foreach (var (loss, kind) in new[] { ("CrossEntropyLoss", 0), ("MeanSquaredErrorLoss", 1), ("ExternalLoss", 2) })
        {
            var layers = string.Concat(names.Select((name, index) => ((index + kind) % 3) switch
            {
                0 => $", Dense(4, Name = \"{name}\")",
                1 => $", Softmax(Name = \"{name}\")",
                _ => $", Apply(Activation.Tanh, Name = \"{name}\")",
            }));
            var project = new UserProject($"using NeuralLearn.Compiled; [Network, Input(4){layers}, Dense(2), {loss}] partial class Net {{ }}");
            Assert.Empty(UserProject.Analyze(project.Compile()).Select(Generated.Describe));
            project.Generate().AssertClean();
        }
    }

    [Fact]
    public void MemberOfABaseClass_IsHiddenWithoutAWarning() =>
        new UserProject("public class Brain { public int InputSize => 1; public void Forward() { } public class Batch { } } " + Lines + "public partial class Net : Brain { }")
            .Generate().AssertClean();

    [Fact]
    public void RequiredMembersAndOwnConstructors_AreTheUsersBusiness() =>
        new UserProject(Lines + "public partial class Net { public required string Title { get; set; } public Net(string path, int x) : this((ulong)x) { Title = path; } }")
            .Generate().AssertClean();

    [Theory]
    [MemberData(nameof(RichPlaces))]
    public void LookAlikesAroundAnyNetwork_AreNotMistakenForTheRealOnes(string place)
    {
        var network = Rich + "public partial class Net" + (place.Contains("Base", StringComparison.Ordinal) ? " : Base" : "") + " { " + Bend + " }";
        var generated = new UserProject(place.Replace("$", Types, StringComparison.Ordinal).Replace("#", network, StringComparison.Ordinal)).Generate();
        Assert.Equal(7, generated.Files.Length);
        generated.AssertClean();
    }

    /// <summary>Namespace and class are nearly as long as an assembly allows, and longer than a file's name may be; the two differ at their end only.</summary>
    [Theory]
    [InlineData("x", 400)]
    [InlineData("_", 400)]
    [InlineData("模", 130)]
    [InlineData("a\u0301", 130)]
    public void LongNames_GetFilesAndNamespacesOfTheirOwn(string part, int times)
    {
        var name = "N" + string.Concat(Enumerable.Repeat(part, times));
        var generated = new UserProject($"namespace {name} {{ {Lines} public partial class {name}a {{ }} {Lines} public partial class {name}b {{ }} }}").Generate();
        Assert.Equal(14, generated.Files.Select(file => file.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(generated.Files, file => Assert.True(file.HintName.Length < 120, file.HintName));
        generated.AssertClean();
    }

    [Theory]
    [InlineData("partial class Outer<T> { # }")]
    [InlineData("partial class Outer { partial struct Inner<@class> { # } }")]
    [InlineData("partial interface IOuter<in T> { partial class Inner { # } }")]
    public void GenericTypeAroundTheNetwork_GetsNoFileAndOneMessage(string place)
    {
        var project = new UserProject(place.Replace("#", Lines + "public partial class Net { }", StringComparison.Ordinal));
        Assert.Empty(project.Generate().Files);
        Assert.Equal("NLC0003", Assert.Single(UserProject.Analyze(project.Compile())).Id);
    }
}
