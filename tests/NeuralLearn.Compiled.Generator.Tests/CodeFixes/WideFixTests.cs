using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.CodeFixes;

/// <summary>The fixes that may change several files: a member renamed wherever it is used, and layers brought together.</summary>
public sealed class WideFixTests
{
    private const string Head = "using NeuralLearn.Compiled;\n\n";

    private const string Lines = "[Network]\n[Input(4)]\n[Dense(3)]\n";

    [Fact]
    public async Task MemberWithATakenName_IsRenamedWhereverItIsUsed()
    {
        var files = await CodeFixRun.ApplyToFiles("NLC0007",
            Head + Lines + "public partial class Net\n{\n    /// <summary>See <see cref=\"Summary\"/>.</summary>\n    public string Summary => \"flowers\"; // why\n\n    public string Twice() => Summary + this.Summary;\n}\n",
            "public static class Other { public static string Of(Net net) => net.Summary; }\n");
        Assert.Equal(Head + Lines + "public partial class Net\n{\n    /// <summary>See <see cref=\"OwnSummary\"/>.</summary>\n    public string OwnSummary => \"flowers\"; // why\n\n"
            + "    public string Twice() => OwnSummary + this.OwnSummary;\n}\n", files![0]);
        Assert.Equal("public static class Other { public static string Of(Net net) => net.OwnSummary; }\n", files[1]);
        AssertRight([.. files]);
    }

    [Theory]
    [InlineData("public void Predict() { } public void Predict(int x) => Predict();", "public void OwnPredict() { } public void OwnPredict(int x) => OwnPredict();")]
    [InlineData("private readonly int _seed = 1; public int Of() => _seed;", "private readonly int _ownSeed = 1; public int Of() => _ownSeed;")]
    [InlineData("public int Load; public int OwnLoad;", "public int OwnLoad2; public int OwnLoad;")]
    [InlineData("public event System.Action? Save; public void Raise() => Save?.Invoke();", "public event System.Action? OwnSave; public void Raise() => OwnSave?.Invoke();")]
    [InlineData("public enum Tensors { One }", "public enum OwnTensors { One }")]
    [InlineData("public int @Mutate { get; set; }", "public int OwnMutate { get; set; }")]
    public async Task MemberOfAnyKind_GetsAFreeName(string before, string after)
    {
        var files = await CodeFixRun.ApplyToFiles("NLC0007", Head + Lines + "public partial class Net { " + before + " }\n");
        Assert.Equal(Head + Lines + "public partial class Net { " + after + " }\n", Assert.Single(files!));
        AssertRight([.. files!]);
    }

    [Fact]
    public async Task ConstructorThatTheBuildHas_CannotBeRenamed() =>
        Assert.Null(await CodeFixRun.ApplyToFiles("NLC0007", Head + Lines + "public partial class Net { public Net() { } }\n"));

    [Fact]
    public async Task LayersOnSeveralParts_AreMovedBelowThoseOfTheFirst()
    {
        var files = await CodeFixRun.ApplyToFiles("NLC0006",
            Head + "namespace App\n{\n    [Network]\n    [Input(4)] // four\n    public sealed partial class Net\n    {\n    }\n\n    /// <summary>The rest.</summary>\n    [Dense(8), System.Obsolete]\n    [Dense(3)]\n"
            + "    public sealed partial class Net\n    {\n    }\n}\n",
            "using NeuralLearn.Compiled;\n\nnamespace App;\n\n[CrossEntropyLoss]\n[Adam(LearningRate = 1e-2)] // fast\npublic sealed partial class Net\n{\n}\n");
        Assert.Equal(Head + "namespace App\n{\n    [Network]\n    [Input(4)] // four\n    [Dense(8)]\n    [Dense(3)]\n    [CrossEntropyLoss]\n    [Adam(LearningRate = 1e-2)]\n"
            + "    public sealed partial class Net\n    {\n    }\n\n    /// <summary>The rest.</summary>\n    [System.Obsolete]\n    public sealed partial class Net\n    {\n    }\n}\n", files![0]);
        Assert.Equal("using NeuralLearn.Compiled;\n\nnamespace App;\n\n // fast\npublic sealed partial class Net\n{\n}\n", files[1]);
        AssertRight([.. files]);
    }

    [Fact]
    public async Task LayersOnOneLine_AreMovedToo()
    {
        var files = await CodeFixRun.ApplyToFiles("NLC0006", Head + "[Network, Input(4)] partial class Net { }\n[Dense(8), Dense(3)] partial class Net { }\n");
        Assert.Equal(Head + "[Network, Input(4)][Dense(8)][Dense(3)] partial class Net { }\npartial class Net { }\n", Assert.Single(files!));
        AssertRight([.. files!]);
    }

    [Fact]
    public async Task FixAll_RenamesEveryMemberOfTheFile() =>
        Assert.Equal(Head + Lines + "public partial class Net { public int OwnLoad; public int OwnSave() => OwnLoad; }\n",
            await CodeFixRun.ApplyToAll(Head + Lines + "public partial class Net { public int Load; public int OwnSave() => Load; }\n", "NLC0007"));

    private static void AssertRight(string[] files)
    {
        var generated = new UserProject(files).Generate();
        Assert.Empty(UserProject.Analyze(generated.After).Select(Generated.Describe));
        Assert.Equal(7, generated.Files.Length);
        Assert.Empty(generated.Errors.Select(Generated.Describe));
    }
}
