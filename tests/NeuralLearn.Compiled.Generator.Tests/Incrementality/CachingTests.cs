namespace NeuralLearn.Compiled.Generator.Tests.Incrementality;

/// <summary>An IDE runs the generator at every keystroke; it may work only where the declaration changed.</summary>
public sealed class CachingTests
{
    private const string Network = """
        using NeuralLearn.Compiled;

        [Network]
        [Input(4)]
        [Dense(8, Activation.ReLU)]
        [Dense(2)]
        [CrossEntropyLoss]
        public sealed partial class Net
        {
            public int Level => 1;
        }
        """;

    private const string Other = "public class Other { public int Value => 1; }";

    public static TheoryData<string, string, string> Edits => new()
    {
        { "white space", "[Dense(2)]", "  [Dense( 2 )]\n\n" },
        { "a comment", "[Dense(2)]", "// scores\n[Dense(/* three */ 2)]" },
        { "documentation", "[Network]", "/// <summary>Text.</summary>\n[Network]" },
        { "a body", "Level => 1", "Level => 2" },
        { "a modifier", "public sealed partial", "internal partial" },
        { "a base type", "class Net", "class Net : System.ICloneable" },
        { "a constant of the same value", "[Dense(2)]", "[Dense(1 + 1)]" },
        { "an alias of the same attribute", "[Dense(2)]", "[NeuralLearn.Compiled.DenseAttribute(2)]" },
        { "a named argument", "[Dense(2)]", "[Dense(units: 2)]" },
        { "lists joined", "[Network]\n[Input(4)]", "[Network, Input(4)]" },
        { "an attribute of another library", "[Network]", "[Network]\n[System.Obsolete]" },
        { "a using", "using NeuralLearn.Compiled;", "using System;\nusing NeuralLearn.Compiled;" },
        { "a property's spelling", "Dense(8, Activation.ReLU)", "Dense(8, Activation = Activation.ReLU)" },
    };

    public static TheoryData<string, string, string> Changes => new()
    {
        { "units", "[Dense(2)]", "[Dense(3)]" },
        { "an activation", "Activation.ReLU", "Activation.Tanh" },
        { "a loss", "[CrossEntropyLoss]", "[MeanSquaredErrorLoss]" },
        { "an optimizer", "[CrossEntropyLoss]", "[CrossEntropyLoss]\n[Sgd]" },
        { "a name", "[Dense(2)]", "[Dense(2, Name = \"head\")]" },
        { "the order", "[Dense(8, Activation.ReLU)]\n[Dense(2)]", "[Dense(2)]\n[Dense(8, Activation.ReLU)]" },
        { "the class", "class Net", "class Brain" },
        { "the namespace", "[Network]", "namespace App;\n[Network]" },
        { "a mistake", "[Dense(2)]", "[Dense(0)]" },
    };

    [Fact]
    public void SameCompilation_IsNotWorkedOnAgain()
    {
        var pipeline = new Pipeline(Network, Other);
        Assert.Equal("New", pipeline.Reasons(TrackingNames.Declaration));
        Assert.Equal("New", pipeline.Reasons(TrackingNames.Files));
        pipeline.Run();
        Assert.Equal("Cached", pipeline.Reasons(TrackingNames.Declaration));
        Assert.Equal("Cached", pipeline.Reasons(TrackingNames.Files));
        Assert.Equal("Cached", pipeline.OutputReasons());
    }

    [Fact]
    public void EditOfAnotherFile_LeavesTheDeclarationAsItWas()
    {
        var pipeline = new Pipeline(Network, Other).Edit(1, "public class Other { public int Value => 2; } // changed");
        Assert.Equal("Cached", pipeline.Reasons(TrackingNames.Declaration));
        Assert.Equal("Cached", pipeline.Reasons(TrackingNames.Files));
        Assert.Equal("Cached", pipeline.OutputReasons());
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void EditThatChangesNoMeaning_LeavesTheDeclarationEqualAndEmitsNothingAgain(string what, string before, string after)
    {
        var pipeline = new Pipeline(Network, Other);
        pipeline.Edit(0, Replace(before, after));
        Assert.True(pipeline.Reasons(TrackingNames.Declaration) == "Cached", $"{what}: {pipeline.Reasons(TrackingNames.Declaration)}");
        Assert.Equal("Cached", pipeline.Reasons(TrackingNames.Files));
        Assert.Equal("Cached", pipeline.OutputReasons());
    }

    [Theory]
    [InlineData("public int Other => 1;")]
    [InlineData("public Net(string path) : this() { }")]
    [InlineData("public class Nested { }")]
    public void MemberThatTakesNoName_ChangesNoFile(string member)
    {
        var pipeline = new Pipeline(Network, Other);
        pipeline.Edit(0, Replace("public int Level => 1;", "public int Level => 1; " + member));
        Assert.Equal("Unchanged", pipeline.Reasons(TrackingNames.Files));
        Assert.Equal("Cached", pipeline.OutputReasons());
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void RealChange_EmitsAgain(string what, string before, string after)
    {
        var pipeline = new Pipeline(Network, Other);
        pipeline.Edit(0, Replace(before, after));
        Assert.True(pipeline.Reasons(TrackingNames.Declaration) == "Modified", what);
        Assert.Contains("Modified", pipeline.OutputReasons(), StringComparison.Ordinal);
    }

    [Fact]
    public void ChangeOfOneNetwork_LeavesTheFilesOfTheOthersAlone()
    {
        var second = Network.Replace("class Net", "class Second", StringComparison.Ordinal);
        var pipeline = new Pipeline(Network, second);
        pipeline.Edit(1, second.Replace("Dense(2)", "Dense(3)", StringComparison.Ordinal));
        Assert.Equal("Cached, Modified", pipeline.Reasons(TrackingNames.Declaration));
        Assert.Equal("Cached, Modified", pipeline.OutputReasons());
    }

    [Fact]
    public void EarlierState_GivesTheEarlierFilesAgain()
    {
        var pipeline = new Pipeline(Network, Other);
        var first = Texts(pipeline);
        Assert.NotEqual(first, Texts(pipeline.Edit(0, Replace("[Dense(2)]", "[Dense(3)]"))));
        Assert.Equal(first, Texts(pipeline.Edit(0, Network)));
    }

    [Fact]
    public void Edits_GiveWhatAFreshBuildGives()
    {
        var pipeline = new Pipeline(Network, Other);
        foreach (object[] row in Edits.Concat(Changes))
        {
            var source = Replace((string)row[1], (string)row[2]);
            Assert.Equal(Texts(new Pipeline(source, Other)), Texts(pipeline.Edit(0, source)));
        }
    }

    [Fact]
    public void CheckedArithmetic_IsPartOfWhatIsRead()
    {
        var pipeline = new Pipeline(Network, Other);
        pipeline.Change(compilation => compilation.WithOptions(compilation.Options.WithOverflowChecks(true)));
        Assert.Equal("Modified", pipeline.Reasons(TrackingNames.Declaration));
    }

    private static IEnumerable<string> Texts(Pipeline pipeline) =>
        pipeline.Result.GeneratedSources.Select(file => file.HintName + "\n" + file.SourceText);

    private static string Replace(string before, string after)
    {
        var result = Network.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(Network, result);
        return result;
    }
}
