using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Incrementality;

/// <summary>A function that a network names is part of its declaration: its meaning, and nothing else of the class or of its spelling.</summary>
public sealed class FunctionCachingTests
{
    private const string Network = """
        using System;
        using NeuralLearn.Compiled;

        [Network]
        [Input(4)]
        [Dense(8)]
        [Apply(nameof(Bend))]
        [Dense(2)]
        [CustomLoss(nameof(Asymmetric))]
        public sealed partial class Net
        {
            private const float Sharpness = 3;

            public static float Bend(float x) => x + MathF.Sin(x) * Inner(x);

            public static float Asymmetric(float output, float target)
            {
                var difference = output - target;
                return difference < 0 ? Sharpness * difference * difference : difference * difference;
            }

            public static float Unrelated(float x) => x * 2;

            private static float Inner(float y) => y * y;
        }
        """;

    private const string Other = "public class Other { public int Value => 1; }";

    public static TheoryData<string, string, string> Edits => new()
    {
        { "another method", "x * 2", "x * 3" },
        { "a comment in the body", "Sin(x) * Inner", "Sin(x) /* why */ * Inner" },
        { "a comment to the end of a line in the body", "Sin(x) * Inner", "Sin(x) // why\n * Inner" },
        { "a comment between statements", "var difference", "// less is worse\n var difference" },
        { "a comment above the method", "public static float Bend", "/// <summary>Bends.</summary>\n public static float Bend" },
        { "white space", "x + MathF.Sin(x) * Inner(x)", "x+MathF . Sin( x )\n    * Inner(x)" },
        { "the order of methods", "public static float Unrelated(float x) => x * 2;", "" },
        { "access", "private static float Inner", "internal static float Inner" },
        { "a using", "using System;", "using System;\nusing System.Linq;" },
        { "the text above", "[Network]", "// a network\n\n[Network]" },
        { "a constant of the same value", "Sharpness = 3", "Sharpness = 1 + 2" },
    };

    public static TheoryData<string, string, string> Changes => new()
    {
        { "an activation's body", "x + MathF.Sin(x)", "x - MathF.Sin(x)" },
        { "a loss's body", "difference < 0 ?", "difference < 1 ?" },
        { "a method that the body calls", "y * y", "y * y * y" },
        { "a constant that the body reads", "Sharpness = 3", "Sharpness = 4" },
        { "a mistake in the body", "x + MathF.Sin(x)", "x % MathF.Sin(x)" },
        { "a body that is half typed", "x + MathF.Sin(x)", "x + MathF." },
        { "the method's name", "float Bend", "float Bent" },
        { "which method is named", "nameof(Bend)", "nameof(Inner)" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void EditThatChangesNoFormula_EmitsNothingAgain(string what, string before, string after)
    {
        var pipeline = new Pipeline(Network, Other);
        pipeline.Edit(0, Replace(before, after));
        Assert.Contains(pipeline.Reasons(TrackingNames.Files), (string[])["Cached", "Unchanged"]);
        Assert.True(pipeline.OutputReasons() == "Cached", $"{what}: {pipeline.OutputReasons()}");
    }

    [Fact]
    public void EditOfABodyThatNoFormulaReads_LeavesTheDeclarationEqual()
    {
        var pipeline = new Pipeline(Network, Other).Edit(0, Replace("x * 2", "x * 3"));
        Assert.Equal("Cached", pipeline.Reasons(TrackingNames.Declaration));
        Assert.Equal("Cached", pipeline.Reasons(TrackingNames.Files));
    }

    [Fact]
    public void EditOfAnotherFile_LeavesTheDeclarationEqual()
    {
        var pipeline = new Pipeline(Network, Other).Edit(1, "public class Other { public int Value => 2; }");
        Assert.Equal("Cached", pipeline.Reasons(TrackingNames.Declaration));
        Assert.Equal("Cached", pipeline.OutputReasons());
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void ChangeOfAFormula_EmitsAgain(string what, string before, string after)
    {
        var pipeline = new Pipeline(Network, Other);
        pipeline.Edit(0, Replace(before, after));
        Assert.True(pipeline.Reasons(TrackingNames.Declaration) == "Modified", what);
        Assert.Contains("Modified", pipeline.OutputReasons(), StringComparison.Ordinal);
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

    /// <summary>Another part of the class, in a file without any attribute, has the method.</summary>
    [Fact]
    public void BodyInAnotherFile_IsReadAgainWhenItChanges()
    {
        const string Method = "partial class Net { public static float Bend(float x) => x * x; }";
        var pipeline = new Pipeline("using NeuralLearn.Compiled; [Network, Input(4), Apply(nameof(Net.Bend))] public partial class Net { }", Method);
        Assert.Equal(7, pipeline.Result.GeneratedSources.Length);
        pipeline.Edit(1, Method.Replace("x * x", "x * x * x", StringComparison.Ordinal));
        Assert.Equal("Modified", pipeline.Reasons(TrackingNames.Declaration));
        pipeline.Edit(1, Method.Replace("x * x", "x * x *   x", StringComparison.Ordinal));
        Assert.Equal("Cached", pipeline.Reasons(TrackingNames.Declaration));
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
